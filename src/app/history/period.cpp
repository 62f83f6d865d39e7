#include "app/history/period.hpp"

#include <fmt/format.h>
#include <optional>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"

namespace app {
namespace {

constexpr std::size_t day_length = 10;  // 2026-02-13

std::optional<base::Time> start_of_day(std::string_view text) {
  if (text.size() != day_length) return std::nullopt;
  return base::from_iso8601(fmt::format("{}T00:00:00Z", text));
}

}  // namespace

base::Time moment(std::string_view flag, std::string_view text) {
  if (const auto day = start_of_day(text)) return *day;
  if (const auto time = base::from_iso8601(text)) return *time;
  throw base::Error(base::ErrorKind::usage, fmt::format("{} must be a day (2026-02-13) or a moment "
                                                        "(2026-02-13T09:00:00Z), not '{}'",
                                                        flag, base::printable(text, 40)));
}

base::Time moment_after(std::string_view flag, std::string_view text) {
  const base::Time time = moment(flag, text);
  return text.size() == day_length ? time + std::chrono::days(1) : time;
}

store::Filter reviews_between(const Named& from, const Named& to, const std::string& instance_arn) {
  store::Filter filter;
  filter.instance_arn = instance_arn;
  if (!from.text.empty()) filter.from = moment(from.flag, from.text);
  if (!to.text.empty()) filter.to = moment_after(to.flag, to.text);
  if (filter.from && filter.to && *filter.from >= *filter.to) {
    throw base::Error(base::ErrorKind::usage,
                      fmt::format("{} {} is not before {} {}", from.flag, from.text, to.flag, to.text));
  }
  return filter;
}

}  // namespace app

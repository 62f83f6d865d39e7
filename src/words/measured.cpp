#include "words/measured.hpp"

#include <fmt/format.h>

#include "words/names.hpp"
#include "words/numbers.hpp"

namespace words {
namespace {

bool is_time_or_share(const std::string& unit) {
  return unit == "percent" || unit == "seconds" || unit == "minutes" || unit == "hours" || unit == "days";
}

}  // namespace

std::string measured(const model::Measured& measured) {
  if (measured.unit == "percent") return percentage(measured.value);
  if (measured.unit == "seconds") return seconds(measured.value);
  const bool is_one = measured.value == 1 && measured.unit.ends_with('s') && is_time_or_share(measured.unit);
  return fmt::format("{} {}", number(measured.value),
                     is_one ? measured.unit.substr(0, measured.unit.size() - 1) : one_line(measured.unit));
}

std::string went(const model::Measured& before, const model::Measured& now) {
  std::string text = is_time_or_share(now.unit)
                         ? fmt::format("{} → {}", measured(before), measured(now))
                         : fmt::format("{}: {} → {}", one_line(now.unit), number(before.value), number(now.value));
  if (before.limit && now.limit && *before.limit != *now.limit) {
    text += fmt::format(" (limit {} → {})", number(*before.limit), number(*now.limit));
  }
  return text;
}

}  // namespace words

#include "model/hours.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace model {
namespace {

constexpr std::int64_t minutes_of_a_day = 24 * 60;
constexpr const char* days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::int64_t days_of_a_week = std::size(days);

// "08:00–12:00 and 13:00–18:00"; empty on a day that is closed.
std::string times_of(const HoursDetail& hours, std::int64_t day) {
  std::vector<std::string> times;
  for (const OpenTime& open : hours.open) {
    if (open.day != day) continue;
    times.push_back(
        open.from == 0 && open.to == minutes_of_a_day
            ? "all day"
            : fmt::format("{:02}:{:02}–{:02}:{:02}", open.from / 60, open.from % 60, open.to / 60, open.to % 60));
  }
  return fmt::format("{}", fmt::join(times, " and "));
}

}  // namespace

bool never_open(const HoursDetail& hours) {
  return !hours.gap && hours.open.empty() && !hours.is_opened_by_override;
}

std::string week_of(const HoursDetail& hours) {
  if (hours.gap) return "";
  if (hours.open.empty()) return never_open(hours) ? "never open" : "open by overrides only";
  std::vector<std::string> parts;
  for (std::int64_t day = 0; day < days_of_a_week;) {
    const std::string times = times_of(hours, day);
    std::int64_t next = day + 1;
    while (next < days_of_a_week && times_of(hours, next) == times) ++next;
    if (next - day == days_of_a_week && times == "all day") return "always open";
    const std::string which = next - day == 1 ? days[day] : fmt::format("{}–{}", days[day], days[next - 1]);
    if (!times.empty()) parts.push_back(fmt::format("{} {}", which, times));
    day = next;
  }
  const std::string zone = hours.time_zone.empty() ? "" : fmt::format(" ({})", hours.time_zone);
  return fmt::format("{}{}", fmt::join(parts, ", "), zone);
}

bool always_open(const HoursDetail& hours) {
  return week_of(hours) == "always open";
}

}  // namespace model

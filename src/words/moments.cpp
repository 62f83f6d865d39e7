#include "words/moments.hpp"

#include <fmt/format.h>

#include "base/timestamp.hpp"
#include "words/numbers.hpp"

namespace words {
namespace {

constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Calendar {
  int year, day, hour, minute;
  const char* month;
};

Calendar calendar(base::Time time) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{midnight};
  const auto minutes = std::chrono::floor<std::chrono::minutes>(time - midnight).count();
  return {int(date.year()), int(unsigned(date.day())), int(minutes / 60), int(minutes % 60),
          months[unsigned(date.month()) - 1]};
}

}  // namespace

std::string day(base::Time time) {
  const Calendar at = calendar(time);
  return fmt::format("{} {}", at.day, at.month);
}

std::string date(base::Time time) {
  const Calendar at = calendar(time);
  return fmt::format("{} {} {}", at.day, at.month, at.year);
}

std::string moment(base::Time time) {
  const Calendar at = calendar(time);
  return fmt::format("{} {} {} {:02}:{:02} UTC", at.day, at.month, at.year, at.hour, at.minute);
}

std::string hour(base::Time time) {
  const Calendar at = calendar(time);
  return fmt::format("{} {} {:02}:{:02}", at.day, at.month, at.hour, at.minute);
}

std::string time(base::Time time) {
  const Calendar at = calendar(time);
  return fmt::format("{:02}:{:02}", at.hour, at.minute);
}

std::string days(const model::Window& window) {
  const std::string days = number(window.days(), 1);
  return fmt::format("{} {}", days, days == "1" ? "day" : "days");
}

std::string window(const model::Window& window) {
  return fmt::format("{} – {} ({})", day(window.start), date(window.end), days(window));
}

std::string from_to(base::Time start, base::Time end) {
  return fmt::format("{} to {}", base::to_minute_text(start), base::to_minute_text(end));
}

}  // namespace words

#include "report/format.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace report {
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

// Commas between groups of three of the digits before the point.
std::string grouped(std::string digits) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  std::size_t at = std::min(digits.find('.'), digits.size());
  while (at > first + 3) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

}  // namespace

std::string count_text(std::int64_t count) {
  return grouped(std::to_string(count));
}

std::string number_text(double value, int decimals) {
  if (!std::isfinite(value)) return std::string(not_known);
  if (std::abs(value) >= 1e15) return fmt::format("{:.3g}", value);
  std::string digits = fmt::format("{:.{}f}", value, decimals);
  if (digits.find('.') != std::string::npos) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.')) digits.pop_back();
  }
  return grouped(digits == "-0" ? "0" : digits);
}

std::string percent_text(double percentage) {
  return number_text(percentage, 1) + " %";
}

std::string seconds_text(double seconds) {
  if (!(seconds >= 0) || seconds >= 1e9) return number_text(seconds, 0) + " s";
  const auto whole = std::llround(seconds);
  if (whole < 60) return number_text(seconds, seconds < 10 ? 1 : 0) + " s";
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

std::string bytes_text(std::int64_t bytes) {
  static constexpr const char* units[] = {"bytes", "kB", "MB", "GB", "TB"};
  double value = double(bytes);
  std::size_t unit = 0;
  while (std::abs(value) >= 1000 && unit + 1 < std::size(units)) {
    value /= 1000;
    ++unit;
  }
  return number_text(value, 1) + " " + units[unit];
}

std::string text_of(const std::optional<std::int64_t>& count) {
  return count ? count_text(*count) : std::string(not_known);
}

std::string text_of(const std::optional<double>& value, int decimals) {
  return value ? number_text(*value, decimals) : std::string(not_known);
}

std::string text_of(const std::optional<bool>& yes) {
  if (!yes) return std::string(not_known);
  return *yes ? "yes" : "no";
}

std::string percent_text(const std::optional<double>& percentage) {
  return percentage ? percent_text(*percentage) : std::string(not_known);
}

std::string counted(std::int64_t count, std::string_view noun) {
  std::string text = count_text(count) + " " + std::string(noun);
  if (count == 1) return text;
  if (!text.ends_with('y') || text.ends_with("ay") || text.ends_with("ey")) return text + "s";
  text.pop_back();
  return text + "ies";
}

std::string day_text(base::Time time) {
  const Calendar at = calendar(time);
  return fmt::format("{} {}", at.day, at.month);
}

std::string date_text(base::Time time) {
  const Calendar at = calendar(time);
  return fmt::format("{} {} {}", at.day, at.month, at.year);
}

std::string moment_text(base::Time time) {
  const Calendar at = calendar(time);
  return fmt::format("{} {} {} {:02}:{:02} UTC", at.day, at.month, at.year, at.hour, at.minute);
}

std::string hour_text(base::Time time) {
  const Calendar at = calendar(time);
  return fmt::format("{} {} {:02}:{:02}", at.day, at.month, at.hour, at.minute);
}

std::string time_text(base::Time time) {
  const Calendar at = calendar(time);
  return fmt::format("{:02}:{:02}", at.hour, at.minute);
}

std::string window_text(const model::Window& window) {
  const std::string days = number_text(window.days(), 1);
  return fmt::format("{} – {} ({} {})", day_text(window.start), date_text(window.end), days,
                     days == "1" ? "day" : "days");
}

std::string words(std::string_view identifier) {
  std::string text;
  for (const char c : identifier) text += c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
  return text;
}

std::string sentence(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = char(text[0] - 'a' + 'A');
  return text;
}

std::string full_stop(std::string text) {
  if (!text.empty() && !text.ends_with('.') && !text.ends_with('!') && !text.ends_with('?')) text += '.';
  return text;
}

}  // namespace report

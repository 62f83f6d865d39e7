#include "words/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/json/number.hpp"

namespace words {
namespace {

// Commas between groups of three of the digits before the point.
std::string grouped(std::string digits) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  std::size_t at = std::min(digits.find('.'), digits.size());
  while (at > first + 3) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

// 312 of 60 each as "5 min 12 s", 300 as "5 min".
std::string two_units(std::int64_t value, std::int64_t each, std::string_view large, std::string_view small) {
  const std::string text = fmt::format("{} {}", value / each, large);
  return value % each == 0 ? text : fmt::format("{} {} {}", text, value % each, small);
}

}  // namespace

std::string count(std::int64_t count) {
  return grouped(std::to_string(count));
}

std::string number(double value, int decimals) {
  if (!std::isfinite(value)) return std::string(not_known);
  if (std::abs(value) >= 1e15) return fmt::format("{:.3g}", value);
  std::string digits = fmt::format("{:.{}f}", value, decimals);
  if (digits.find('.') != std::string::npos) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.')) digits.pop_back();
  }
  return grouped(digits == "-0" ? "0" : digits);
}

std::string usd(double amount) {
  return fmt::format("${:.{}f}", amount, amount > 0 && amount < 0.01 ? 3 : 2);
}

std::string percentage(double value) {
  return fmt::format("{} %", number(base::cut(value, 2), 2));
}

std::string seconds(double seconds) {
  if (!(seconds >= 0) || seconds >= 1e9) return fmt::format("{} s", number(seconds, 0));
  const auto whole = std::llround(seconds);
  if (whole < 60) return fmt::format("{} s", number(seconds, seconds < 10 ? 1 : 0));
  if (whole < 3600) return two_units(whole, 60, "min", "s");
  return two_units(whole / 60, 60, "h", "min");
}

std::string bytes(std::int64_t bytes) {
  static constexpr const char* units[] = {"bytes", "kB", "MB", "GB", "TB"};
  double value = double(bytes);
  std::size_t unit = 0;
  while (std::abs(value) >= 1000 && unit + 1 < std::size(units)) {
    value /= 1000;
    ++unit;
  }
  return fmt::format("{} {}", number(value, 1), units[unit]);
}

std::string or_not_known(const std::optional<std::int64_t>& count) {
  return count ? words::count(*count) : std::string(not_known);
}

std::string or_not_known(const std::optional<double>& value, int decimals) {
  return value ? number(*value, decimals) : std::string(not_known);
}

std::string or_not_known(const std::optional<bool>& yes) {
  if (!yes) return std::string(not_known);
  return *yes ? "yes" : "no";
}

std::string percentage(const std::optional<double>& value) {
  return value ? percentage(*value) : std::string(not_known);
}

std::string counted(std::int64_t count, std::string_view noun) {
  std::string text = fmt::format("{} {}", words::count(count), noun);
  if (count == 1) return text;
  if (!text.ends_with('y') || text.ends_with("ay") || text.ends_with("ey")) return fmt::format("{}s", text);
  text.pop_back();
  return fmt::format("{}ies", text);
}

std::string counted(double how_many, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number(how_many), how_many == 1 ? one : many);
}

std::string noun(const std::optional<std::int64_t>& count, std::string_view one, std::string_view many) {
  return std::string(count == 1 ? one : many);
}

std::string times(std::int64_t count) {
  if (count == 1) return "once";
  return count == 2 ? "twice" : fmt::format("{} times", words::count(count));
}

}  // namespace words

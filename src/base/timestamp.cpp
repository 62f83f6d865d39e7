#include "base/timestamp.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace base {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int64_t last_second = 253402300799;  // 9999-12-31T23:59:59Z

struct Fields {
  int year, month, day, hour, minute, second;
};

Fields fields(Time time) {
  const auto day_point = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date{day_point};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<seconds>(time - day_point)};
  return {int(date.year()),           int(unsigned(date.month())),  int(unsigned(date.day())),
          int(clock.hours().count()), int(clock.minutes().count()), int(clock.seconds().count())};
}

// Reads exactly `width` digits at `at`.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t width) {
  if (at + width > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(at, width)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<Time> from_fields(const Fields& f) {
  const std::chrono::year_month_day date{std::chrono::year(f.year), std::chrono::month(unsigned(f.month)),
                                         std::chrono::day(unsigned(f.day))};
  if (!date.ok() || f.year < 1970 || f.hour > 23 || f.minute > 59 || f.second > 59) return std::nullopt;
  return std::chrono::sys_days(date) + hours(f.hour) + minutes(f.minute) + seconds(f.second);
}

// Of a review whose second another one has: four or eight hexadecimal digits.
bool is_suffix(std::string_view text) {
  if (text.empty()) return true;
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return (text.size() == 5 || text.size() == 9) && text.front() == '-' && std::ranges::all_of(text.substr(1), is_digit);
}

}  // namespace

std::string to_iso8601(Time time) {
  const Fields f = fields(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", f.year, f.month, f.day, f.hour, f.minute, f.second);
}

std::string to_minute_text(Time time) {
  const Fields f = fields(time);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02} UTC", f.year, f.month, f.day, f.hour, f.minute);
}

std::string to_date(Time time) {
  const Fields f = fields(time);
  return fmt::format("{:04}-{:02}-{:02}", f.year, f.month, f.day);
}

std::optional<Time> from_iso8601(std::string_view text) {
  if (text.size() < 20 || text.back() != 'Z') return std::nullopt;
  if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  auto time = from_fields({*year, *month, *day, *hour, *minute, *second});
  const std::string_view fraction = text.substr(19, text.size() - 20);
  if (!time || fraction.empty()) return time;
  if (fraction[0] != '.' || fraction.size() < 2 || fraction.size() > 10) return std::nullopt;
  auto nanoseconds = digits(fraction, 1, fraction.size() - 1);
  if (!nanoseconds) return std::nullopt;
  for (auto length = fraction.size(); length < 10; ++length) *nanoseconds *= 10;
  return *time + milliseconds(*nanoseconds / 1'000'000);
}

std::optional<Time> from_http_date(std::string_view text) {
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.size() != 29 || text.substr(3, 2) != ", " || !text.ends_with(" GMT")) return std::nullopt;
  if (text[7] != ' ' || text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':') return std::nullopt;
  const auto month = months.find(text.substr(8, 3));
  const auto day = digits(text, 5, 2), year = digits(text, 12, 4);
  const auto hour = digits(text, 17, 2), minute = digits(text, 20, 2), second = digits(text, 23, 2);
  if (month % 3 != 0 || !day || !year || !hour || !minute || !second) return std::nullopt;
  return from_fields({*year, int(month / 3) + 1, *day, *hour, *minute, *second});
}

std::string to_review_id(Time time) {
  const Fields f = fields(time);
  return fmt::format("{:04}{:02}{:02}-{:02}{:02}{:02}", f.year, f.month, f.day, f.hour, f.minute, f.second);
}

std::optional<Time> from_review_id(std::string_view id) {
  constexpr std::size_t length = 15;
  if (id.size() < length || id[8] != '-' || !is_suffix(id.substr(length))) return std::nullopt;
  const auto year = digits(id, 0, 4), month = digits(id, 4, 2), day = digits(id, 6, 2);
  const auto hour = digits(id, 9, 2), minute = digits(id, 11, 2), second = digits(id, 13, 2);
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  return from_fields({*year, *month, *day, *hour, *minute, *second});
}

std::int64_t to_epoch_seconds(Time time) {
  return std::chrono::floor<seconds>(time).time_since_epoch().count();
}

std::int64_t to_epoch_milliseconds(Time time) {
  return time.time_since_epoch().count();
}

std::optional<Time> from_epoch_seconds(double value) {
  if (!(value >= 0) || value > double(last_second)) return std::nullopt;
  return Time(milliseconds(std::llround(value * 1000)));
}

std::optional<Time> from_epoch_milliseconds(std::int64_t value) {
  if (value < 0 || value > last_second * 1000) return std::nullopt;
  return Time(milliseconds(value));
}

}  // namespace base

#include "checks/wording.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/encode.hpp"
#include "base/timestamp.hpp"

namespace checks {
namespace {

constexpr std::size_t names_shown = 5;
constexpr std::size_t longest_name = 80;

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_letter(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z');
}
char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}
char to_upper(char c) {
  return is_lower(c) ? char(c - 'a' + 'A') : c;
}

// "1234567" as "1,234,567".
std::string with_thousands(std::string digits) {
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

}  // namespace

std::string number(double value) {
  if (!std::isfinite(value)) return "an unknown number";
  std::array<char, 400> buffer{};  // the largest double has 309 digits before the point
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value), std::chars_format::fixed, 2);
  std::string text(buffer.data(), end.ptr);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string absolute = with_thousands(text.substr(0, point)) + text.substr(point);
  return value < 0 && absolute != "0" ? "-" + absolute : absolute;
}

std::string count(double how_many, std::string_view one, std::string_view many) {
  return number(how_many) + " " + std::string(how_many == 1 ? one : many);
}

std::string percent(double value) {
  // The addend keeps 29, which binary arithmetic makes 28.999999999999996, from being written as 28.99.
  return number(std::floor(value * 100 + 1e-6) / 100) + " %";
}

std::string days(const model::Window& window) {
  return count(std::round(window.days() * 10) / 10, "day", "days");
}

std::string from_to(base::Time start, base::Time end) {
  return base::to_minute_text(start) + " to " + base::to_minute_text(end);
}

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), names_shown); ++i) {
    if (i > 0) out += ", ";
    out += base::printable(names[i], longest_name);
  }
  if (names.size() > names_shown) out += " and " + number(double(names.size() - names_shown)) + " more";
  return out;
}

std::string in_quotes(std::string_view name) {
  return "'" + base::printable(name, longest_name) + "'";
}

std::string plain_words(std::string_view code) {
  std::string out;
  for (const char c : code) out += out.empty() ? to_upper(c) : c == '_' ? ' ' : to_lower(c);
  return base::printable(out, longest_name);
}

std::string sentence(std::string text) {
  if (text.empty()) return text;
  // Only a plain word gets its capital: "connect:ListUsers" is a name.
  const auto end = std::find_if_not(text.begin(), text.end(), is_letter);
  if (end != text.end() && *end == ' ') text[0] = to_upper(text[0]);
  static constexpr std::string_view stops = ".!?";
  if (stops.find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

}  // namespace checks

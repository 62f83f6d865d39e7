#include "base/json/exact.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <fmt/format.h>

#include "base/json/canonical.hpp"
#include "base/text.hpp"

namespace base {
namespace {

using nlohmann::json;

constexpr std::uint64_t subtype = 38;  // of the binary values that hold digits; nothing else of ours is binary

// Of "+1" or "-1".
std::optional<int> parse_exponent(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  const auto exponent = number_in<int>(text);
  return exponent && std::abs(*exponent) <= 1000 ? exponent : std::nullopt;
}

// One text for each number, and as people write it: 1234.5, 0.00012, else 1.2345e40.
std::string text_of(const Decimal& decimal) {
  constexpr int longest = 40, most_zeros = 6;
  const std::string& digits = decimal.digits;
  const int size = int(digits.size()), point = size + decimal.exponent;  // digits before the point
  std::string text;
  if (decimal.exponent >= 0 && point <= longest) {
    text = digits + std::string(std::size_t(decimal.exponent), '0');
  } else if (decimal.exponent < 0 && point > 0) {
    text = fmt::format("{}.{}", digits.substr(0, std::size_t(point)), digits.substr(std::size_t(point)));
  } else if (decimal.exponent < 0 && point > -most_zeros) {
    text = fmt::format("0.{}{}", std::string(std::size_t(-point), '0'), digits);
  } else {
    text = fmt::format("{}{}{}e{:+}", digits.front(), size > 1 ? "." : "", digits.substr(1), point - 1);
  }
  return decimal.negative ? "-" + text : text;
}

std::optional<json> whole_number(const Decimal& decimal) {
  constexpr std::size_t most_digits = 20;  // of 64 bits
  if (decimal.digits.empty()) return json(0);
  if (decimal.exponent < 0 || decimal.digits.size() + std::size_t(decimal.exponent) > most_digits) return std::nullopt;
  const std::string text = fmt::format("{}{}{}", decimal.negative ? "-" : "", decimal.digits,
                                       std::string(std::size_t(decimal.exponent), '0'));
  if (const auto number = number_in<std::uint64_t>(text)) return json(*number);
  if (const auto number = number_in<std::int64_t>(text)) return json(*number);
  return std::nullopt;
}

// Programs write one double in several ways, each of which is its text: with the fewest digits, with all those before
// the point, or as the library does, with almost the fewest.
bool is_written_as(double number, const Decimal& decimal) {
  std::array<char, 32> buffer{};
  const auto fewest = std::to_chars(buffer.begin(), buffer.end(), number, std::chars_format::scientific).ptr;
  if (parse_decimal({buffer.begin(), fewest}) == decimal) return true;
  const auto shortest = std::to_chars(buffer.begin(), buffer.end(), number).ptr;
  return parse_decimal({buffer.begin(), shortest}) == decimal || parse_decimal(json(number).dump()) == decimal;
}

json kept_by_digits(const Decimal& decimal) {
  const std::string text = text_of(decimal);
  return json::binary({text.begin(), text.end()}, subtype);
}

// Builds values as the library does, but for numbers of which a double loses digits.
class Building : public nlohmann::detail::json_sax_dom_parser<json> {
 public:
  explicit Building(json& value) : json_sax_dom_parser(value, false) {}

  bool number_float(double number, const std::string& text) {
    const auto decimal = parse_decimal(text);
    if (!decimal || is_written_as(number, *decimal)) return json_sax_dom_parser::number_float(number, text);
    json digits = kept_by_digits(*decimal);
    return json_sax_dom_parser::binary(digits.get_binary());
  }
};

void write(const json& value, std::string& out) {
  if (const auto digits = exact_digits(value)) {
    out += *digits;
  } else if (value.is_object()) {
    out += '{';
    for (const auto& [name, member] : value.items()) {
      if (out.back() != '{') out += ',';
      out += canonical(name) + ':';
      write(member, out);
    }
    out += '}';
  } else if (value.is_array()) {
    out += '[';
    for (const json& one : value) {
      if (out.back() != '[') out += ',';
      write(one, out);
    }
    out += ']';
  } else {
    out += canonical(value);
  }
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  constexpr std::size_t longest = 1000;
  if (text.empty() || text.size() > longest) return std::nullopt;
  const auto e = std::min(text.find_first_of("eE"), text.size());
  const auto exponent = e < text.size() ? parse_exponent(text.substr(e + 1)) : 0;
  if (!exponent) return std::nullopt;
  Decimal decimal{text.front() == '-', "", *exponent};
  const std::size_t begin = decimal.negative || text.front() == '+' ? 1 : 0;
  bool after_point = false;
  for (const char c : text.substr(begin, e - begin)) {
    const bool is_point = c == '.' && !after_point;
    if (!is_point && !is_digit(c)) return std::nullopt;
    if (after_point) --decimal.exponent;
    if (is_point) {
      after_point = true;
    } else {
      decimal.digits += c;
    }
  }
  if (decimal.digits.empty()) return std::nullopt;
  decimal.digits.erase(0, std::min(decimal.digits.find_first_not_of('0'), decimal.digits.size()));
  while (decimal.digits.ends_with('0')) {
    decimal.digits.pop_back();
    ++decimal.exponent;
  }
  return decimal;
}

std::optional<json> exact_number(std::string_view text) {
  const auto decimal = parse_decimal(text);
  if (!decimal) return std::nullopt;
  if (auto whole = whole_number(*decimal)) return whole;
  const auto number =
      number_in<double>(fmt::format("{}{}e{}", decimal->negative ? "-" : "", decimal->digits, decimal->exponent));
  return number && is_written_as(*number, *decimal) ? json(*number) : kept_by_digits(*decimal);
}

std::optional<std::string> exact_digits(const json& value) {
  if (!value.is_binary()) return std::nullopt;
  const auto& bytes = value.get_binary();
  return std::string(bytes.begin(), bytes.end());
}

json parse_exact(std::string_view text) {
  json root;
  Building building(root);
  if (!json::sax_parse(text, &building) || building.is_errored()) return json(json::value_t::discarded);
  return root;
}

bool has_exact_numbers(const json& value) {
  return value.is_structured() ? std::ranges::any_of(value, has_exact_numbers) : value.is_binary();
}

std::string exact_text(const json& value) {
  if (!has_exact_numbers(value)) return canonical(value);
  std::string out;
  write(value, out);
  return out;
}

json plain(json value) {
  if (const auto digits = exact_digits(value)) return std::strtod(digits->c_str(), nullptr);
  if (!value.is_structured()) return value;
  for (json& member : value) member = plain(std::move(member));
  return value;
}

}  // namespace base

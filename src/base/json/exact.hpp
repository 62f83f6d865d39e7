// Numbers that neither 64 bits nor a double hold: other programs write up to 38 digits into DynamoDB, and what is moved
// from one store to another has to stay what it was. Such a number is kept as its digits in a binary value, which JSON
// itself has not; whoever calculates takes plain() of it first. Pure functions.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// The digits of a decimal number without zeros around them: 90.0 is 9 and exponent 1. Zero has none.
struct Decimal {
  bool negative = false;
  std::string digits;
  int exponent = 0;

  bool operator==(const Decimal&) const = default;
};

// Nothing for what is no decimal number, or has more than 1000 characters or an exponent beyond 1000.
std::optional<Decimal> parse_decimal(std::string_view text);

// The number that this text is: an integer of 64 bits, a double that is written like it, or else its digits.
std::optional<nlohmann::json> exact_number(std::string_view text);

// The digits of a number that is kept by them, one way for each number; nothing for every other value.
std::optional<std::string> exact_digits(const nlohmann::json& value);

// As nlohmann::json::parse without exceptions, with all digits of every number.
nlohmann::json parse_exact(std::string_view text);

// As canonical(), with all digits of every number.
std::string exact_text(const nlohmann::json& value);

// Whether any number in it is kept by its digits.
bool has_exact_numbers(const nlohmann::json& value);

// The nearest double in the place of every number that is kept by its digits.
nlohmann::json plain(nlohmann::json value);

}  // namespace base

// Numbers as documents keep them. Pure functions.
#pragma once

#include <nlohmann/json.hpp>

namespace base {

// Not rounded up to a limit that was not reached: the value with so many decimals, the rest cut off.
double cut(double value, int decimals);

// A whole number is written as an integer, so that a store which knows only one kind of number (DynamoDB) gives back
// the same bytes. Null for what is not finite.
nlohmann::json number(double value);
nlohmann::json rounded(double value, int decimals);

}  // namespace base

// The number that a finding rests on, as a person reads it. Pure functions.
#pragma once

#include <string>

#include "model/finding.hpp"

namespace words {

// "98.66 %", "6 min 52 s", "7 days", "12 missed calls"
std::string measured(const model::Measured& measured);

// "80 % → 98.66 %", "missed calls: 12 → 40"; with both limits where these differ. Both are of one unit.
std::string went(const model::Measured& before, const model::Measured& now);

}  // namespace words

// What of the component `ai` can be followed over time. Constant data.
#pragma once

#include <vector>

#include "components/measure.hpp"

namespace components {

std::vector<Measure> ai_measures();

}  // namespace components

// What of the component `cost` can be followed over time. Constant data.
#pragma once

#include <vector>

#include "components/measure.hpp"

namespace components {

std::vector<Measure> cost_measures();

}  // namespace components

// What of the component `observability` can be followed over time. Constant data.
#pragma once

#include <vector>

#include "components/measure.hpp"

namespace components {

std::vector<Measure> observability_measures();

}  // namespace components

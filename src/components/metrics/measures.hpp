// What of the component `metrics` can be followed over time. Constant data.
#pragma once

#include <vector>

#include "components/measure.hpp"

namespace components {

std::vector<Measure> metrics_measures();

}  // namespace components

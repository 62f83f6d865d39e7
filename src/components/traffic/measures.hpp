// What of the component `traffic` can be followed over time. Constant data.
#pragma once

#include <vector>

#include "components/measure.hpp"

namespace components {

std::vector<Measure> traffic_measures();

}  // namespace components

// What of the component `cloudtrail` can be followed over time. Constant data.
#pragma once

#include <vector>

#include "components/measure.hpp"

namespace components {

std::vector<Measure> cloudtrail_measures();

}  // namespace components

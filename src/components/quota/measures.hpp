// What of the component `quota` can be followed over time. Constant data.
#pragma once

#include <vector>

#include "components/measure.hpp"

namespace components {

std::vector<Measure> quota_measures();

}  // namespace components

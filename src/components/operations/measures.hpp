// What of the component `operations` can be followed over time. Constant data.
#pragma once

#include <vector>

#include "components/measure.hpp"

namespace components {

std::vector<Measure> operations_measures();

}  // namespace components

// What of the component `logs` can be followed over time. Constant data.
#pragma once

#include <vector>

#include "components/measure.hpp"

namespace components {

std::vector<Measure> logs_measures();

}  // namespace components

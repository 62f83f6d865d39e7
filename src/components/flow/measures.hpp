// What of the component `flow` can be followed over time. Constant data.
#pragma once

#include <vector>

#include "components/measure.hpp"

namespace components {

std::vector<Measure> flow_measures();

}  // namespace components

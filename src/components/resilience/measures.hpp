// What of the component `resilience` can be followed over time. Constant data.
#pragma once

#include <vector>

#include "components/measure.hpp"

namespace components {

std::vector<Measure> resilience_measures();

}  // namespace components

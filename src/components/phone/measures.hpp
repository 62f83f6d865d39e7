// What of the component `phone` can be followed over time. Constant data.
#pragma once

#include <vector>

#include "components/measure.hpp"

namespace components {

std::vector<Measure> phone_measures();

}  // namespace components

// What of the component `storage` can be followed over time. Constant data.
#pragma once

#include <vector>

#include "components/measure.hpp"

namespace components {

std::vector<Measure> storage_measures();

}  // namespace components

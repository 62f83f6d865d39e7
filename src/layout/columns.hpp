// In which columns boxes will be, before any place is known. Pure function.
#pragma once

#include <vector>

#include "layout/placement.hpp"

namespace layout {

// For each box, how many others lead to it one behind the other: about its column in the picture.
std::vector<int> columns(const Plan& plan);

}  // namespace layout

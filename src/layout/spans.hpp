// How far apart the ends of lines will be, before any place is known. Pure function.
#pragma once

#include <vector>

#include "layout/placement.hpp"

namespace layout {

// For each line, over how many columns of boxes it goes, to the right or back: about as many as in the picture.
std::vector<int> spans(const Plan& plan);

}  // namespace layout

// A review with the findings alone that --severity and --status let through, for showing: what is stored stays whole.
// Pure function.
#pragma once

#include "app/config/config.hpp"
#include "model/review.hpp"

namespace app {

// As it is where neither is given or nothing was judged; else it says of itself how many findings are left out. A
// finding that is muted is of no other status.
model::Review narrowed(model::Review review, const Config& config);

}  // namespace app

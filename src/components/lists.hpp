// Which resources there were when a review was made, as far as it read their lists to the end. Pure function.
#pragma once

#include "analysis/comparison.hpp"
#include "model/review.hpp"

namespace components {

// A finding of a resource that is in none of them is of one that is gone.
analysis::FullLists full_lists(const model::Review& review);

}  // namespace components

// For what time a service is asked that counts by the hour. Pure function.
#pragma once

#include <algorithm>
#include <chrono>

#include "model/scene.hpp"

namespace collect {

// The whole hours of a review's window, the last ones where there are more days: reviews within an hour ask the same.
inline model::Window whole_hours(const model::Window& review, int most_days) {
  const base::Time end = std::chrono::floor<std::chrono::hours>(review.end);
  const auto length = std::min<base::Time::duration>(review.end - review.start, std::chrono::days(most_days));
  return {std::chrono::floor<std::chrono::hours>(end - length), end};
}

}  // namespace collect

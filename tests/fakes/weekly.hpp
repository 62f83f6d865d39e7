// Values of a measure over time, for tests of how long they last. Plain data.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "analysis/runway.hpp"
#include "base/timestamp.hpp"

namespace fakes {

inline const base::Time start = *base::from_iso8601("2026-01-01T09:00:00Z");

// One value a week, held against the limit; nothing is a gap.
inline std::vector<analysis::Point> weekly(const std::vector<std::optional<double>>& values,
                                           std::optional<double> limit = 100) {
  std::vector<analysis::Point> points;
  for (std::size_t week = 0; week < values.size(); ++week) {
    points.push_back({start + std::chrono::days(7 * week), "", {values[week], limit, {}, ""}});
  }
  return points;
}

}  // namespace fakes

// How a number went over several reviews, and how many weeks are left until its limit. Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"

namespace analysis {

// What one review says of a number.
struct Reading {
  std::optional<double> value;  // nothing: a gap
  std::optional<double> limit;  // that the value must not reach; nothing: there is none, or it is not known
  // What has to be the same for two values to be held against each other: a percentage's limit, a sum's days.
  std::optional<double> scale;
  std::string gap;  // why there is no value
};

struct Point {
  base::Time at;  // what the review looked at, which for a recording is the moment of the recording
  std::string review_id;
  Reading reading;
};

// By a straight line through the values (least squares), and by what the last week alone added: the worse of both.
struct Runway {
  std::optional<double> per_week;       // the line's slope, in units of the measure
  std::optional<double> r_squared;      // how much of the values' variation the line explains, 0 to 1
  std::optional<double> last_per_week;  // what the last value added to the one a week before it
  std::optional<double> weeks_left;     // from the last value to the limit
  bool by_last = false;                 // the last week leaves less time than the line
  bool is_reached = false;              // the last value is at the limit or over it
  std::string reason;                   // why there are no weeks to tell; empty when there are
};

// What a statement about the time that is left needs.
inline constexpr std::size_t least_points = 4;
inline constexpr double least_weeks = 3;
inline constexpr double least_r_squared = 0.6;
inline constexpr double furthest_weeks = 104;  // thirteen weeks of reviews say nothing about later

// `points` oldest first; `scale` is what Reading::scale is, in words, and empty where there is none.
Runway runway(const std::vector<Point>& points, const std::string& scale);

}  // namespace analysis

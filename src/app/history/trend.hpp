// One number over the stored reviews of one instance: its values, its gaps, and how many weeks are left until its limit
// when the reviews carry such a statement. Pure, apart from reading the history out of the store; any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "components/measure.hpp"
#include "store/store.hpp"

namespace app {

struct Point {
  base::Time at;  // what the review looked at, which for a recording is the moment of the recording
  std::string review_id;
  components::Reading reading;
};

// How the values went, by a straight line through them (least squares), and where that line meets the limit.
struct Runway {
  std::optional<double> per_week;    // the line's slope, in units of the measure
  std::optional<double> r_squared;   // how much of the values' variation the line explains, 0 to 1
  std::optional<double> weeks_left;  // from the last value to the limit
  std::string reason;                // why there are no weeks to tell; empty when there are
};

// What a statement about the time that is left needs.
inline constexpr std::size_t least_points = 4;
inline constexpr double least_weeks = 3;
inline constexpr double least_r_squared = 0.6;
inline constexpr double furthest_weeks = 104;  // thirteen weeks of reviews say nothing about later

Runway runway(const std::vector<Point>& points, const std::string& scale);

struct Trend {
  const components::Measure* measure = nullptr;
  std::string instance_arn;
  std::vector<Point> points;  // oldest first, gaps among them
  Runway runway;
};

// Throws base::Error(usage) when the stored reviews are of several instances and the filter names none, and not_found
// when there is none at all.
// A review that was interrupted before it came to the component is a gap.
Trend trend(store::Store& store, const components::Measure& measure, const store::Filter& filter, base::Time now);

// As `trend --json` prints it: what is not known is null.
nlohmann::json to_json(const Trend& trend);

// Every measure, or those of one component. Throws base::Error(usage) when there is no such component.
std::vector<const components::Measure*> measures_of(const std::string& component);

// As `trend --list --json` prints them.
nlohmann::json to_json(const std::vector<const components::Measure*>& measures);

}  // namespace app

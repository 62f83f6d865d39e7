// Numbers over the stored reviews of one instance: their values, their gaps, and how many weeks are left until their
// limits when the reviews carry such a statement. Any thread that may use the store.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "analysis/runway.hpp"
#include "base/clock.hpp"
#include "components/measure.hpp"
#include "store/store.hpp"

namespace app {

struct Trend {
  const components::Measure* measure = nullptr;
  std::string instance_arn;
  std::vector<analysis::Point> points;  // oldest first, gaps among them
  analysis::Runway runway;

  const analysis::Point* last_known() const;  // nullptr: every review has a gap here
};

// Throws base::Error(usage) when the stored reviews are of several instances and the filter names none, and not_found
// when there is none at all.
// A review that was interrupted before it came to the component is a gap.
Trend trend(store::Store& store, const components::Measure& measure, const store::Filter& filter, base::Time now);

// Of every measure that is named whose component is stored, the most urgent first: what has reached its limit, then by
// the weeks that are left, then by the share of the limit. Throws as trend() does.
std::vector<Trend> trends(store::Store& store, const std::vector<const components::Measure*>& measures,
                          const store::Filter& filter, base::Time now);

// The same, without a look at every review for those that were interrupted.
std::vector<Trend> trends(store::Store& store, const std::vector<const components::Measure*>& measures,
                          const store::Filter& filter);

// As `trend --json` prints them: what is not known is null.
nlohmann::json to_json(const Trend& trend);
nlohmann::json to_json(const std::vector<Trend>& trends);

// Every measure, or those of one component. Throws base::Error(usage) when there is no such component.
std::vector<const components::Measure*> measures_of(const std::string& component);

// As `trend --list --json` prints them.
nlohmann::json to_json(const std::vector<const components::Measure*>& measures);

}  // namespace app

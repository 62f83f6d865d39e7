// Two stored reviews to be compared: found by name or as each other's predecessor, refused when a comparison would say
// nothing. What changed between them is analysis/comparison's. Any thread that may use the store.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "analysis/comparison.hpp"
#include "base/clock.hpp"
#include "model/review.hpp"
#include "store/store.hpp"

namespace app {

// The two with what they listed in full. Reviews of two instances are refused with base::Error(usage) unless they are
// asked for `across_instances`; then their findings are matched by name.
analysis::Comparison compare(const model::Review& older, const model::Review& newer, bool across_instances);

struct Pair {
  model::Review older;
  model::Review newer;
};

// The two reviews by id, `latest` (of the instance, when one is given) or `previous`: the last one before the newer, of
// the same instance. Throws base::Error(not_found) when there is no such review.
Pair load_pair(store::Store& store, const std::string& older, const std::string& newer, const std::string& instance_arn,
               base::Time now);

// Throws base::Error(usage) for a review and itself, for one that was never judged, and for two that have no component
// in common: that nothing is new and nothing fixed would say nothing of them.
void require_comparable(const Pair& pair);

// As `diff --json` prints it.
nlohmann::json to_json(const Pair& pair, const analysis::Comparison& comparison);

// The number that a finding rests on; null where it rests on none.
nlohmann::json measured_json(const std::optional<model::Measured>& measured);

}  // namespace app

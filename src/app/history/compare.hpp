// What changed between two reviews, finding by finding. What the newer one could not read, or did not look at, is said
// as such and never counts as fixed. Pure, apart from reading the two reviews out of the store; any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "formats/table.hpp"
#include "model/finding.hpp"
#include "store/store.hpp"

namespace app {

// A finding is open while somebody has to do something (fail or warn). In the order in which people want to know.
enum class ChangeKind {
  appeared,       // open now, and was not before
  changed,        // open in both, with another status, severity or observation
  not_assessed,   // was open, and cannot be told now
  not_looked_at,  // was open, and this review left it out
  fixed,          // was open; now it is known to be fine, or gone
  still_open,     // open in both, the same
};
std::string_view name(ChangeKind kind);   // "new", "changed", "not_assessed", …
std::string_view title(ChangeKind kind);  // "New", "Changed", "Not assessed now", …

inline constexpr ChangeKind all_change_kinds[] = {ChangeKind::appeared,     ChangeKind::changed,
                                                  ChangeKind::not_assessed, ChangeKind::not_looked_at,
                                                  ChangeKind::fixed,        ChangeKind::still_open};

struct Change {
  ChangeKind kind = ChangeKind::still_open;
  std::optional<model::Finding> before;
  std::optional<model::Finding> now;
  std::string reason;  // why it is not known, was not known before, or counts as fixed

  const model::Finding& finding() const { return now ? *now : *before; }
};

struct Comparison {
  std::vector<Change> changes;     // by kind, and as comes_before has it
  std::vector<std::string> notes;  // what makes the two reviews hard to compare

  std::ptrdiff_t count(ChangeKind kind) const;
};

// Findings are matched by their id. Those of two instances never share one: `across_instances` matches them by check
// and by the resource's type and name. Without it, two instances are refused with base::Error(usage).
Comparison compare(const model::Review& older, const model::Review& newer, bool across_instances);

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
nlohmann::json to_json(const Pair& pair, const Comparison& comparison);

}  // namespace app

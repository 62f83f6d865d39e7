// What changed in the flows of an instance between two stored reviews, in words, and who published it as far as
// CloudTrail was read. Any thread that may use the store.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "analysis/flow_changes.hpp"
#include "base/clock.hpp"
#include "model/review.hpp"
#include "store/store.hpp"

namespace app {

// One block: "+" is new, "-" is gone, "~" is another.
struct BlockChange {
  char sign = '~';
  std::string block;              // its identifier
  std::string title;              // "Get customer input"
  std::vector<std::string> what;  // "'1' leads to 'Cargo', not to 'Sales'"; of "~" alone
};

struct ChangedFlow {
  analysis::FlowChangeKind kind = analysis::FlowChangeKind::changed;
  std::string id, name;
  std::string type;               // CONTACT_FLOW, …, MODULE
  std::vector<std::string> what;  // of the whole: "was Main Menu before", "is archived"
  std::vector<BlockChange> blocks;
  std::optional<base::Time> published;  // last, after the older review and in the time that the newer one looked at
  std::string published_by;
};

struct ChangedFlows {
  std::vector<ChangedFlow> flows;
  std::vector<std::string> notes;  // what is not known, and why: sentences
  bool are_compared = false;       // both reviews have kept theirs
};

// Nothing at all when neither review looked at flows.
ChangedFlows changed_flows(store::Store& store, const model::Review& older, const model::Review& newer);

nlohmann::json to_json(const ChangedFlows& changed);

}  // namespace app

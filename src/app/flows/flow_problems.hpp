// What the checks of flows find, by the blocks at which they find it. Pure function on what was read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/flow_states.hpp"
#include "model/finding.hpp"
#include "model/inventory.hpp"

namespace app {

struct ProblemSpot {
  analysis::Node block = analysis::nowhere;
  std::string what;  // "leads nowhere", "the queue 'q' does not exist"
};

struct ProblemOfFlow {
  const analysis::Part* part = nullptr;
  std::string_view check_id;
  model::Status status = model::Status::fail;
  model::Severity severity = model::Severity::low;
  std::string headline;  // the finding's
  std::vector<ProblemSpot> spots;
};

// Fails and warnings, the worst first. What is not known is none.
std::vector<ProblemOfFlow> problems_of_flows(const analysis::FollowedFlows& flows, const model::Inventory& inventory);

}  // namespace app

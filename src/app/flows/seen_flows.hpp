// What is told and drawn of an instance's flows begins with, found once: the graph, the problems and the names. Pure
// functions on what was read.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "analysis/flow_states.hpp"
#include "app/flows/flow_names.hpp"
#include "app/flows/flow_problems.hpp"
#include "app/flows/number_flows.hpp"
#include "model/inventory.hpp"

namespace app {

using NumberMask = std::function<std::string(const std::string& number)>;

// Refers to the inventory.
struct SeenFlows {
  explicit SeenFlows(const model::Inventory& inventory, NumberMask masked = {});

  const model::Inventory& inventory;
  const NumberMask masked;
  const analysis::InstanceGraph graph;
  const analysis::FollowedFlows followed;
  const FlowNames names;
  const std::map<std::string, std::vector<std::string>> numbers;  // by id of the flow that they lead to
  const OtherEntrances others;
  const std::vector<ProblemOfFlow> problems;
};

}  // namespace app

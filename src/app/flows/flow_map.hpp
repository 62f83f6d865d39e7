// Maps of flows: of the blocks that contacts come to from a number or in a flow, and of an instance's flows and
// numbers. Pure functions on what was read.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "analysis/flow_events.hpp"
#include "analysis/flow_states.hpp"
#include "app/flows/flow_names.hpp"
#include "app/flows/flow_problems.hpp"
#include "app/flows/number_flows.hpp"
#include "model/inventory.hpp"
#include "page/map.hpp"

namespace app {

// What a picture can hold and a person can follow. What is more is said on the map.
struct MapBounds {
  std::size_t boxes = 500;
  std::size_t lines = 1'500;
  std::size_t in_full = 80;  // blocks in all; where there are more, each flow behind the first is one box
};

using NumberMask = std::function<std::string(const std::string& number)>;

// What all maps of an instance's flows begin with, found once. Refers to the inventory.
struct SeenFlows {
  explicit SeenFlows(const model::Inventory& inventory, NumberMask masked = {});

  const model::Inventory& inventory;
  const NumberMask masked;
  const analysis::InstanceGraph graph;
  const analysis::FollowedFlows followed;
  const std::vector<analysis::QueueFlow> queue_flows;  // by block
  const FlowNames names;
  const std::map<std::string, std::vector<std::string>> numbers;  // by id of the flow that they lead to
  const OtherEntrances others;
  const std::vector<ProblemOfFlow> problems;
};

// Of a phone number, or of a flow or module by its name or id. Throws as journey_of does.
page::Map map_of_flow(const SeenFlows& seen, const std::string& wanted, const MapBounds& bounds = {});

// Of all flows, modules and numbers. Throws base::Error(unavailable) when the flows could not be read.
page::Map map_of_instance(const SeenFlows& seen, const MapBounds& bounds = {});

}  // namespace app

// Blocks of a flow that lead round to each other. Pure functions.
#pragma once

#include <functional>
#include <vector>

#include "analysis/flow_graph.hpp"

namespace analysis {

// By block: one of those from which it is reached, and which are reached from it, along the ways that `takes` says; the
// same for all of them. Each way is looked at twice, however the blocks lead to each other.
std::vector<Node> rings(const InstanceGraph& graph, const std::function<bool(Node, const Way&)>& takes);

}  // namespace analysis

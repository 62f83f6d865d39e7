// What the branches of a block leave open. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "analysis/flow_states.hpp"

namespace checks {

// Types of errors for which publishing asks for a branch, and the block has none.
std::vector<std::string> errors_without_a_way(const model::FlowAction& action);

// A way out leads to no block, or none leads on where one has to.
bool leads_nowhere(const analysis::FollowedFlows& flows, analysis::Node node);

// What the block may find out, or the module that it calls may end with, and has no way on for.
std::vector<std::string> outcomes_without_a_way(const analysis::FollowedFlows& flows, analysis::Node node);

}  // namespace checks

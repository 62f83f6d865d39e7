// What becomes of contacts later than at the block that arranges for it: what may change before the flow of a hook
// runs. Pure functions.
// https://docs.aws.amazon.com/connect/latest/APIReference/contact-actions-updatecontacteventhooks.html
#pragma once

#include <vector>

#include "analysis/contact_state.hpp"
#include "analysis/flow_graph.hpp"

namespace analysis {

// A flow that runs when contacts enter a queue.
bool is_queue_flow(const Part& part);

// An agent may join from there on, or the contact ends there.
bool may_meet_event(const InstanceGraph& graph, Node node);

// By block: what may change there or later in the same contact, when `changes` are those of each block.
std::vector<FactChanges> later_changes(const InstanceGraph& graph, const std::vector<FactChanges>& changes);

}  // namespace analysis

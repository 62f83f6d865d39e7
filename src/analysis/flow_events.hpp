// What becomes of contacts later than at the block that arranges for it: which flow runs when they enter a queue, and
// what may change before the flow of a hook runs. Pure functions.
// https://docs.aws.amazon.com/connect/latest/APIReference/contact-actions-updatecontacteventhooks.html
#pragma once

#include <vector>

#include "analysis/contact_state.hpp"
#include "analysis/flow_graph.hpp"

namespace analysis {

// That runs when a contact is put into a queue.
struct QueueFlow {
  enum class Known : std::uint8_t { unreached, one, several };

  Known known = Known::unreached;
  const Part* flow = nullptr;  // the one; nothing: that of AWS, to which contacts come perhaps

  bool operator==(const QueueFlow&) const = default;
};

// By block, for contacts that surely come there: what the last hook on their way has set. `several` where ways join on
// which it is not the same, and behind a hook whose flow is not known.
std::vector<QueueFlow> queue_flows(const InstanceGraph& graph);

// A flow that runs when contacts enter a queue.
bool is_queue_flow(const Part& part);

// An agent may join from there on, or the contact ends there.
bool may_meet_event(const InstanceGraph& graph, Node node);

// By block: what may change there or later in the same contact, when `changes` are those of each block.
std::vector<FactChanges> later_changes(const InstanceGraph& graph, const std::vector<FactChanges>& changes);

}  // namespace analysis

// What holds of the contacts that come to a block of any flow: a fixed point over sets of states, in which nothing is
// lost where ways join and no paths are counted. Pure functions.
#pragma once

#include <utility>
#include <vector>

#include "analysis/contact_state.hpp"
#include "analysis/flow_graph.hpp"

namespace analysis {

// The states in which contacts come to a block.
struct Arrivals {
  StateSet surely = 0;   // along ways that the review sees from their first block on
  StateSet perhaps = 0;  // from a beginning, or through a module, that it does not see

  bool operator==(const Arrivals&) const = default;
  bool none() const { return surely == 0 && perhaps == 0; }
  void add(const Arrivals& other) {
    surely |= other.surely;
    perhaps |= other.perhaps;
  }
  Arrivals without(const Arrivals& other) const { return {surely & ~other.surely, perhaps & ~other.perhaps}; }
};

// Which flow runs when contacts come into a queue: the one that the last hook on their way has set, else that of AWS.
// https://docs.aws.amazon.com/connect/latest/APIReference/contact-actions-updatecontacteventhooks.html
struct QueueFlows {
  std::vector<const Part*> flows;  // each set on some way
  bool may_be_default = false;     // on some way none is set
  bool may_be_any = false;         // on some way it is not known which is set

  // Contacts wait in one of the flows, whichever way they have come.
  bool are_all_known() const { return !flows.empty() && !may_be_default && !may_be_any; }
};

// By block. Flows that no number and no other flow leads to begin perhaps, in any state: chat widgets, calls of the
// API, tasks and campaigns start some that a review cannot see, though none of these while it logs. So do those in
// which tasks of a template start; and those that quick connects, outbound calls and Connect by default lead to, which
// do not say what was before.
struct ContactStates {
  std::vector<Arrivals> arrivals;
  std::vector<QueueFlows> queue_flows;  // of contacts that surely come there
};
ContactStates contact_states(const InstanceGraph& graph);

// A graph with what most questions about it begin with, found once.
struct FollowedFlows {
  explicit FollowedFlows(const InstanceGraph& followed) : FollowedFlows(followed, contact_states(followed)) {}

  const InstanceGraph& graph;
  const std::vector<bool> reached;            // by block: from its own flow's start
  const std::vector<Arrivals> arrivals;       // by block
  const std::vector<QueueFlows> queue_flows;  // by block

 private:
  FollowedFlows(const InstanceGraph& followed, ContactStates states)
      : graph(followed),
        reached(reached_in_flow(graph)),
        arrivals(std::move(states.arrivals)),
        queue_flows(std::move(states.queue_flows)) {}
};

}  // namespace analysis

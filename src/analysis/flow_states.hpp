// What holds of the contacts that come to a block of any flow: a fixed point over sets of states, in which nothing is
// lost where ways join and no paths are counted. Pure functions.
#pragma once

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

// By block. Flows that no number and no other flow leads to begin perhaps, in any state: chat widgets, calls of the
// API, tasks and campaigns start some that a review cannot see, though none of these while it logs. So do those in
// which tasks of a template start; and those that quick connects, outbound calls and Connect by default lead to, which
// do not say what was before.
std::vector<Arrivals> arrivals(const InstanceGraph& graph);

// A graph with what most questions about it begin with, found once.
struct FollowedFlows {
  explicit FollowedFlows(const InstanceGraph& followed)
      : graph(followed), reached(reached_in_flow(graph)), arrivals(analysis::arrivals(graph)) {}

  const InstanceGraph& graph;
  const std::vector<bool> reached;       // by block: from its own flow's start
  const std::vector<Arrivals> arrivals;  // by block
};

}  // namespace analysis

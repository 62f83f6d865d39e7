// What contacts meet first who come to a block, if nothing is said to them on the way: through transfers, into modules
// and out of them again. Pure functions.
#pragma once

#include <vector>

#include "analysis/flow_graph.hpp"

namespace analysis {

// Along the ways on which every block works, without paths being counted. Who leaves a module goes on where it was
// called from: at any place that calls it, when the block itself is in that module.
class SilentWays {
 public:
  explicit SilentWays(const InstanceGraph& graph);

  // Some may be cut off before they have heard, or were asked for, anything.
  bool may_hang_up(Node from) const { return hangs_up_[from]; }
  // Some may meet something else first: a message, a question, a queue, or a flow or module that is not seen.
  bool may_meet_more(Node from) const { return meets_more_[from]; }

 private:
  std::vector<bool> hangs_up_, meets_more_;
};

}  // namespace analysis

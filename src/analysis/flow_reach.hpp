// Where contacts come to from the first block of a flow, as long as every block works: through transfers and modules,
// in the order of how near it is. Pure functions.
#pragma once

#include <vector>

#include "analysis/flow_graph.hpp"

namespace analysis {

struct Reach {
  std::vector<const Part*> parts;  // the first is the one in which they begin
  std::vector<Node> blocks;
  bool leads_out_of_sight = false;  // some go on where a flow is chosen while they run, or in one that is no part
};

// A way is taken for possible although two conditions on it may exclude each other.
Reach reach_of(const InstanceGraph& graph, const Part& from);

}  // namespace analysis

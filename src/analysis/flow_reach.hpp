// Where contacts come to from the first block of a flow, as long as every block works: through transfers and modules,
// in the order of how near it is. Pure functions.
#pragma once

#include <cstdint>
#include <functional>
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

// What a question asks of blocks, a bit each.
using Marks = std::uint8_t;
inline constexpr Marks out_of_sight = 0x80;  // as Reach::leads_out_of_sight

enum class Later : bool { left_out, followed };  // flows that events of the contact run at some later time

// By block: the marks of it and of all blocks that contacts come to from there, of all flows in one pass.
std::vector<Marks> marks_ahead(const InstanceGraph& graph,
                               const std::function<Marks(const model::FlowAction&)>& marks_of,
                               Later later = Later::left_out);

}  // namespace analysis

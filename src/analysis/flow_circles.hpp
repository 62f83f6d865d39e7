// What comes back to where it was: blocks that go round without end, and modules that call themselves. Pure functions.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/flow_graph.hpp"

namespace analysis {

// Blocks that go round without end, sorted: no way out but that a block fails, and none that waits for somebody. Only
// those that can be reached.
std::vector<Node> endless_circles(const InstanceGraph& graph);
// Those of them that go round without a block which `is_met` is true of.
std::vector<Node> endless_circles_without(const InstanceGraph& graph,
                                          const std::function<bool(const model::FlowAction&)>& is_met);

// Calls of modules that AWS refuses, sorted; only those that can be reached in their own flow or module.
// https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-modules.html
struct RefusedCalls {
  std::vector<Node> recursive;  // of the module that the block is in, or of one that comes to call that
  std::vector<Node> too_deep;   // of a module that is one level deeper than AWS allows
};
inline constexpr std::int64_t deepest_module = 5;
RefusedCalls refused_calls(const InstanceGraph& graph);

}  // namespace analysis

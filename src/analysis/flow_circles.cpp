#include "analysis/flow_circles.hpp"

#include <algorithm>
#include <set>

#include "model/flow_waiting.hpp"

namespace analysis {
namespace {

using model::FlowAction;

// A way that contacts take when every block works.
bool is_taken(const Way& way) {
  return way.to != nowhere && !model::is_failure(*way.branch);
}

class Circles {
 public:
  Circles(const InstanceGraph& graph, const std::function<bool(const FlowAction&)>& is_met)
      : graph_(graph), stops_(graph.size()), returns_(graph.size()) {
    for (Node node = 0; node < graph.size(); ++node) note_ways(node);
    spread(stops_, [&](Node node) { return stops(node) || is_met(graph.action(node)); });
    spread(returns_, [&](Node node) { return graph.action(node).type == "EndFlowModuleExecution"; });
  }

  std::vector<Node> found() const {
    std::vector<Node> stuck;
    const std::vector<bool> reached = reached_in_flow(graph_);
    for (Node node = 0; node < graph_.size(); ++node) {
      const bool gets_out = stops_[node] || (graph_.part(node).is_module && returns_[node]);
      if (reached[node] && !gets_out) stuck.push_back(node);
    }
    return without_ways_in(std::move(stuck));
  }

 private:
  // Where a contact goes from the block, in its own flow or in another.
  template <typename Visit>
  void each_after(Node node, Visit&& visit) const {
    for (const Way& way : graph_.ways(node)) {
      if (is_taken(way)) visit(way.to);
    }
    for (const Link& link : graph_.links(node)) {
      if (link.to != nullptr && takes_contact(link)) visit(link.to->start);
    }
  }

  void note_ways(Node node) {
    each_after(node, [&](Node after) { before_[after].push_back(node); });
  }

  // Whether the contact ends there, waits for somebody, leaves what the review sees, or falls out of the flow. That a
  // module returns is none of that: the flow goes on where it was called.
  bool stops(Node node) const {
    const FlowAction& action = graph_.action(node);
    if (action.type == "EndFlowModuleExecution") return false;
    if (model::is_terminal(action) || model::waits_for_somebody(action)) return true;
    const auto leads_out_of_sight = [](const Link& link) { return link.to == nullptr && takes_contact(link); };
    if (std::ranges::any_of(graph_.links(node), leads_out_of_sight)) return true;
    bool goes_on = false;
    each_after(node, [&](Node) { goes_on = true; });
    const auto leads_nowhere = [](const Way& way) { return way.to == nowhere && !model::is_failure(*way.branch); };
    return !goes_on || std::ranges::any_of(graph_.ways(node), leads_nowhere);
  }

  // Marks what leads to a block that `is_goal`.
  template <typename IsGoal>
  void spread(std::vector<bool>& marked, IsGoal&& is_goal) {
    std::vector<Node> open;
    const auto mark = [&](Node node) {
      if (marked[node]) return;
      marked[node] = true;
      open.push_back(node);
    };
    for (Node node = 0; node < graph_.size(); ++node) {
      if (is_goal(node)) mark(node);
    }
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      for (const Node earlier : before_[node]) mark(earlier);
    }
  }

  // What only leads into a circle is none of it.
  std::vector<Node> without_ways_in(std::vector<Node> stuck) const {
    std::vector<std::uint32_t> ways_in(graph_.size());
    for (const Node node : stuck) each_after(node, [&](Node after) { ++ways_in[after]; });
    std::vector<Node> open;
    for (const Node node : stuck) {
      if (ways_in[node] == 0) open.push_back(node);
    }
    std::vector<bool> leads_in(graph_.size());
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      leads_in[node] = true;
      each_after(node, [&](Node after) {
        if (--ways_in[after] == 0) open.push_back(after);
      });
    }
    std::erase_if(stuck, [&](Node node) { return leads_in[node]; });
    return stuck;
  }

  const InstanceGraph& graph_;
  std::vector<bool> stops_, returns_;
  std::vector<std::vector<Node>> before_ = std::vector<std::vector<Node>>(graph_.size());
};

// Which modules call which, by their places among the parts.
class ModuleCalls {
 public:
  explicit ModuleCalls(const InstanceGraph& graph) : graph_(graph), called_(graph.parts().size()) {
    const std::vector<bool> reached = reached_in_flow(graph);
    for (Node node = 0; node < graph.size(); ++node) {
      const Part* callee = module_called(graph, node);
      if (callee == nullptr || !reached[node] || !graph.part(node).is_module) continue;
      calls_.push_back({node, graph.index_of(graph.part(node)), graph.index_of(*callee)});
      called_[calls_.back().caller].insert(calls_.back().callee);
    }
  }

  RefusedCalls refused() const {
    std::vector<Call> others;
    RefusedCalls refused;
    std::vector<std::vector<bool>> reach(called_.size());
    for (const Call& call : calls_) {
      if (reach[call.callee].empty()) reach[call.callee] = reached_from(call.callee);
      if (reach[call.callee][call.caller]) {
        refused.recursive.push_back(call.node);
      } else {
        others.push_back(call);
      }
    }
    const std::vector<bool> deepest = at_level(deepest_module, others);
    for (const Call& call : others) {
      if (deepest[call.caller]) refused.too_deep.push_back(call.node);
    }
    return refused;
  }

 private:
  struct Call {
    Node node = nowhere;
    std::size_t caller = 0, callee = 0;
  };

  // The module itself and all that it comes to call.
  std::vector<bool> reached_from(std::size_t module) const {
    std::vector<bool> reached(called_.size());
    std::vector<std::size_t> open = {module};
    reached[module] = true;
    while (!open.empty()) {
      const std::size_t one = open.back();
      open.pop_back();
      for (const std::size_t callee : called_[one]) {
        if (!reached[callee]) open.push_back(callee);
        reached[callee] = true;
      }
    }
    return reached;
  }

  // Those that may be so deep below a flow: a flow may call each.
  std::vector<bool> at_level(std::int64_t level, const std::vector<Call>& calls) const {
    std::vector<bool> there(called_.size(), true);
    for (std::int64_t deeper = 1; deeper < level; ++deeper) {
      std::vector<bool> below(called_.size());
      for (const Call& call : calls) {
        if (there[call.caller]) below[call.callee] = true;
      }
      there = std::move(below);
    }
    return there;
  }

  const InstanceGraph& graph_;
  std::vector<Call> calls_;
  std::vector<std::set<std::size_t>> called_;  // by caller
};

}  // namespace

std::vector<Node> endless_circles(const InstanceGraph& graph) {
  return endless_circles_without(graph, [](const FlowAction&) { return false; });
}

std::vector<Node> endless_circles_without(const InstanceGraph& graph,
                                          const std::function<bool(const FlowAction&)>& is_met) {
  return Circles(graph, is_met).found();
}

RefusedCalls refused_calls(const InstanceGraph& graph) {
  return ModuleCalls(graph).refused();
}

}  // namespace analysis

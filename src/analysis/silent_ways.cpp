#include "analysis/silent_ways.hpp"

#include <algorithm>
#include <string>

#include "model/flow_waiting.hpp"

namespace analysis {
namespace {

using model::FlowAction;

enum class Met : std::uint8_t { nothing, transfer, module, end_of_module, hang_up, more };

const Part* transferred_to(const InstanceGraph& graph, Node node) {
  for (const Link& link : graph.links(node)) {
    if (link.kind == LinkKind::transfer) return link.to;
  }
  return nullptr;
}

Met met_at(const InstanceGraph& graph, Node node) {
  const FlowAction& action = graph.action(node);
  if (hangs_up(graph, node)) return Met::hang_up;
  if (action.type == "EndFlowModuleExecution") return Met::end_of_module;
  if (action.type == "InvokeFlowModule") return module_called(graph, node) == nullptr ? Met::more : Met::module;
  if (transferred_to(graph, node) != nullptr) return Met::transfer;
  const bool is_more = action.speaks || model::waits_for_somebody(action) || model::leaves_flow(action);
  return is_more ? Met::more : Met::nothing;
}

// Whether a contact takes the way behind the call of a module that has ended with the result.
bool is_taken_after(const InstanceGraph& graph, Node call, const Way& way, const std::string& result) {
  if (model::is_failure(*way.branch)) return false;
  if (result.empty() || model::is_chosen_later(result)) return true;
  const auto is_named = [&](const Way& one) {
    return one.branch->kind == model::BranchKind::condition && one.branch->of == result;
  };
  if (std::ranges::any_of(graph.ways(call), is_named)) return is_named(way);
  return way.branch->kind != model::BranchKind::condition;
}

bool leads_to(const InstanceGraph& graph, Node call, const std::string& result, Node to) {
  return std::ranges::any_of(graph.ways(call),
                             [&](const Way& way) { return way.to == to && is_taken_after(graph, call, way, result); });
}

// The ways backwards.
class Backwards {
 public:
  explicit Backwards(const InstanceGraph& graph)
      : graph_(graph),
        before_(graph.size()),
        calls_before_(graph.size()),
        ends_(graph.parts().size()),
        calls_(graph.parts().size()),
        is_inside_(graph.size()) {
    for (Node node = 0; node < graph.size(); ++node) met_.push_back(met_at(graph, node));
    for (Node node = 0; node < graph.size(); ++node) note(node);
    for (const Part& part : graph.parts()) {
      if (part.is_module) enter(part.start);
    }
    while (!open_.empty()) follow_inside();
  }

  Met met(Node node) const { return met_[node]; }

  // Whether a block may be met first that `is_goal`, by block.
  template <typename IsGoal>
  std::vector<bool> leading_to(IsGoal&& is_goal) const {
    std::vector<bool> marked(graph_.size());
    for (Node node = 0; node < graph_.size(); ++node) marked[node] = is_goal(node);
    spread(marked, false);
    spread(marked, true);
    return marked;
  }

 private:
  void note(Node node) {
    if (met_[node] == Met::transfer) before_[transferred_to(graph_, node)->start].push_back(node);
    if (met_[node] == Met::module) before_[module_called(graph_, node)->start].push_back(node);
    if (met_[node] == Met::end_of_module) ends_[part_of(node)].all.push_back(node);
    if (met_[node] != Met::module && met_[node] != Met::nothing) return;
    auto& before = met_[node] == Met::module ? calls_before_ : before_;
    for (const Way& way : graph_.ways(node)) {
      if (way.to != nowhere && !model::is_failure(*way.branch)) before[way.to].push_back(node);
    }
  }

  std::size_t part_of(Node node) const { return graph_.index_of(graph_.part(node)); }
  std::size_t callee_of(Node call) const { return graph_.index_of(*module_called(graph_, call)); }

  void enter(Node node) {
    if (is_inside_[node]) return;
    is_inside_[node] = true;
    open_.push_back(node);
  }

  // From the start of a module to those of its ends that are come to in silence.
  void follow_inside() {
    const Node node = open_.back();
    open_.pop_back();
    if (met_[node] == Met::end_of_module) {
      ends_[part_of(node)].silent.push_back(node);
      for (const Node call : calls_[part_of(node)]) come_back(call, node);
    } else if (met_[node] == Met::module) {
      calls_[callee_of(node)].push_back(node);
      for (const Node end : ends_[callee_of(node)].silent) come_back(node, end);
    } else if (met_[node] == Met::nothing) {
      for (const Way& way : graph_.ways(node)) {
        if (way.to != nowhere && !model::is_failure(*way.branch)) enter(way.to);
      }
    }
  }

  void come_back(Node call, Node end) {
    for (const Way& way : graph_.ways(call)) {
      if (way.to != nowhere && is_taken_after(graph_, call, way, graph_.action(end).result)) enter(way.to);
    }
  }

  // Backwards to what leads there; `out_of_modules`: also from the ends of a module in which contacts were before, and
  // then not from what calls a module.
  void spread(std::vector<bool>& marked, bool out_of_modules) const {
    std::vector<Node> open;
    for (Node node = 0; node < graph_.size(); ++node) {
      if (marked[node]) open.push_back(node);
    }
    const auto mark = [&](Node node) {
      if (!marked[node]) open.push_back(node);
      marked[node] = true;
    };
    while (!open.empty()) {
      const Node node = open.back();
      open.pop_back();
      for (const Node earlier : before_[node]) {
        if (!out_of_modules || met_[earlier] != Met::module) mark(earlier);
      }
      for (const Node call : calls_before_[node]) {
        const Ends& ends = ends_[callee_of(call)];
        const auto comes = [&](Node end) { return leads_to(graph_, call, graph_.action(end).result, node); };
        if (std::ranges::any_of(ends.silent, comes)) mark(call);
        if (!out_of_modules) continue;
        for (const Node end : ends.all) {
          if (comes(end)) mark(end);
        }
      }
    }
  }

  struct Ends {
    std::vector<Node> all, silent;
  };

  const InstanceGraph& graph_;
  std::vector<Met> met_;
  std::vector<std::vector<Node>> before_, calls_before_;  // by block; the latter call a module and go on there
  std::vector<Ends> ends_;                                // by module
  std::vector<std::vector<Node>> calls_;                  // by module: from within others, come to in silence
  std::vector<bool> is_inside_;
  std::vector<Node> open_;
};

}  // namespace

SilentWays::SilentWays(const InstanceGraph& graph) {
  const Backwards backwards(graph);
  hangs_up_ = backwards.leading_to([&](Node node) { return backwards.met(node) == Met::hang_up; });
  meets_more_ = backwards.leading_to([&](Node node) { return backwards.met(node) == Met::more; });
}

}  // namespace analysis

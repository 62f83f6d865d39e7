#include "analysis/flow_shape.hpp"

#include <algorithm>

#include "analysis/flow_reach.hpp"

namespace analysis {
namespace {

// Nobody waits for a year, but hostile flows may say so, and calls of modules multiply it.
constexpr std::int64_t longest_wait = std::int64_t{366} * 24 * 60 * 60;

bool seeks_agent(const model::FlowAction& action) {
  return model::queues_contact(action) || action.type == "TransferContactToAgent" ||
         action.type == "RouteContactToAgent";
}

// Modules in the order in which each comes behind those that it calls; where they call each other in a circle, one
// cannot. Without recursion: files may nest them as deep as they like.
class CalledFirst {
 public:
  explicit CalledFirst(const InstanceGraph& graph) : graph_(graph), is_seen_(graph.parts().size()) {
    for (const Part& part : graph.parts()) {
      if (part.is_module) begin(part);
      while (!calls_.empty()) go_on();
    }
  }
  const std::vector<const Part*>& order() const { return order_; }

 private:
  struct Call {
    const Part* module = nullptr;
    Node next = 0;  // block to be looked at
  };

  void begin(const Part& module) {
    const std::size_t index = graph_.index_of(module);
    if (!is_seen_[index]) calls_.push_back({&module, module.first});
    is_seen_[index] = true;
  }

  void go_on() {
    Call& call = calls_.back();
    if (call.next == call.module->end) {
      order_.push_back(call.module);
      calls_.pop_back();
    } else if (const Part* callee = module_called(graph_, call.next++)) {
      begin(*callee);
    }
  }

  const InstanceGraph& graph_;
  std::vector<bool> is_seen_;
  std::vector<Call> calls_;
  std::vector<const Part*> order_;
};

void take_longer(Wait& longest, const Wait& other) {
  if (!other.arrives) return;
  longest.arrives = true;
  longest.seconds = std::max(longest.seconds, other.seconds);
  longest.may_be_longer = longest.may_be_longer || other.may_be_longer;
}

void add(Wait& sum, const Wait& other) {
  sum.seconds = std::min(sum.seconds + other.seconds, longest_wait);
  sum.may_be_longer = sum.may_be_longer || other.may_be_longer || sum.seconds == longest_wait;
}

// From each block to where an agent is sought, and in modules to where they return. Blocks that contacts can go round
// on are taken together, as Tarjan finds them: contacts can come to each of them before they go on.
class Waits {
 public:
  Waits(const InstanceGraph& graph, const std::vector<const Part*>& modules)
      : graph_(graph),
        of_(graph.size()),
        seeks_agent_(graph.parts().size()),
        number_(graph.size()),
        lowest_(graph.size()),
        is_open_(graph.size()) {
    for (const Part* module : modules) {
      note_agent(*module);
      search(module->start);
    }
    for (const Part& part : graph.parts()) search(part.start);
  }
  const Wait& from(const Part& part) const { return of_[part.start]; }

 private:
  struct Step {
    Node node = nowhere;
    std::vector<Node> after;
    std::size_t next = 0;
  };

  void note_agent(const Part& module) {
    for (Node node = module.first; node < module.end; ++node) {
      if (is_agent_sought(node)) seeks_agent_[graph_.index_of(module)] = true;
    }
  }

  bool is_agent_sought(Node node) const {
    const Part* callee = module_called(graph_, node);
    return seeks_agent(graph_.action(node)) || (callee != nullptr && seeks_agent_[graph_.index_of(*callee)]);
  }

  std::vector<Node> after(Node node) const {
    std::vector<Node> found;
    for (const Way& way : graph_.ways(node)) {
      if (way.to != nowhere && !model::is_failure(*way.branch)) found.push_back(way.to);
    }
    for (const Link& link : graph_.links(node)) {
      if (link.kind == LinkKind::transfer && link.to != nullptr) found.push_back(link.to->start);
    }
    return found;
  }

  void search(Node start) {
    if (number_[start] == 0) open(start);
    while (!steps_.empty()) {
      Step& step = steps_.back();
      if (step.next == step.after.size()) {
        close();
      } else {
        const Node to = step.after[step.next++];
        if (is_open_[to]) lowest_[step.node] = std::min(lowest_[step.node], number_[to]);
        if (number_[to] == 0) open(to);
      }
    }
  }

  void open(Node node) {
    number_[node] = lowest_[node] = ++count_;
    is_open_[node] = true;
    open_.push_back(node);
    steps_.push_back({node, after(node)});
  }

  void close() {
    const Node node = steps_.back().node;
    steps_.pop_back();
    if (!steps_.empty()) {
      const Node before = steps_.back().node;
      lowest_[before] = std::min(lowest_[before], lowest_[node]);
    }
    if (lowest_[node] != number_[node]) return;
    std::vector<Node> circle;
    do {
      circle.push_back(open_.back());
      open_.pop_back();
    } while (circle.back() != node);
    settle(circle);
  }

  // All blocks that lead to each other, or one that leads to none before it.
  void settle(const std::vector<Node>& circle) {
    Wait own, behind;
    bool goes_round = circle.size() > 1;
    for (const Node node : circle) {
      add(own, at(node));
      take_longer(behind, next_to(node));
      for (const Node to : after(node)) {
        if (!is_open_[to]) take_longer(behind, of_[to]);
        goes_round = goes_round || to == node;
      }
    }
    add(own, behind);
    own.arrives = behind.arrives;
    own.may_be_longer = own.may_be_longer || (goes_round && own.seconds > behind.seconds);
    for (const Node node : circle) {
      of_[node] = own;
      is_open_[node] = false;
    }
  }

  // At the block itself, and in the module that it calls.
  Wait at(Node node) const {
    const model::FlowAction& action = graph_.action(node);
    Wait wait;
    if (!action.is_asynchronous)
      wait.seconds = std::clamp<std::int64_t>(action.time_limit.value_or(0), 0, longest_wait);
    const Part* callee = module_called(graph_, node);
    if (callee == nullptr) return wait;
    add(wait, from(*callee));
    const bool calls_itself = number_[callee->start] == 0 || is_open_[callee->start];
    wait.may_be_longer = wait.may_be_longer || calls_itself;
    return wait;
  }

  // That contacts are there: an agent is sought, the module returns, or they leave what the review sees.
  Wait next_to(Node node) const {
    const bool is_there = is_agent_sought(node) || graph_.action(node).type == "EndFlowModuleExecution";
    const bool is_out_of_sight = std::ranges::any_of(
        graph_.links(node), [](const Link& link) { return link.to == nullptr && link.kind != LinkKind::event; });
    return {.may_be_longer = is_out_of_sight, .arrives = is_there || is_out_of_sight};
  }

  const InstanceGraph& graph_;
  std::vector<Wait> of_;
  std::vector<bool> seeks_agent_;               // by module
  std::vector<std::uint32_t> number_, lowest_;  // 0: not come to
  std::vector<bool> is_open_;
  std::vector<Node> open_;
  std::vector<Step> steps_;
  std::uint32_t count_ = 0;
};

// How deep modules are called, by part.
std::vector<std::int64_t> module_depths(const InstanceGraph& graph, const std::vector<const Part*>& modules) {
  std::vector<std::int64_t> depths(graph.parts().size());
  const auto note = [&](const Part& part) {
    std::int64_t& depth = depths[graph.index_of(part)];
    for (Node node = part.first; node < part.end; ++node) {
      const Part* callee = module_called(graph, node);
      if (callee != nullptr) depth = std::max(depth, 1 + depths[graph.index_of(*callee)]);
    }
  };
  for (const Part* module : modules) note(*module);
  for (const Part& part : graph.parts()) {
    if (!part.is_module) note(part);
  }
  return depths;
}

}  // namespace

std::vector<Shape> shapes_of_entries(const FollowedFlows& flows) {
  const InstanceGraph& graph = flows.graph;
  const CalledFirst called_first(graph);
  const Waits waits(graph, called_first.order());
  const std::vector<std::int64_t> depths = module_depths(graph, called_first.order());
  std::vector<Shape> shapes;
  for (const Part& part : graph.parts()) {
    if (!part.is_entry) continue;
    const Reach reach = reach_of(graph, part);
    Shape shape{.entry = &part, .parts = std::int64_t(reach.parts.size()), .before_agent = waits.from(part)};
    shape.blocks = std::int64_t(reach.blocks.size());
    for (const Node node : reach.blocks) shape.branches += std::ssize(graph.action(node).branches);
    for (const Part* one : reach.parts) {
      shape.module_depth = std::max(shape.module_depth, depths[graph.index_of(*one)]);
    }
    shapes.push_back(shape);
  }
  return shapes;
}

}  // namespace analysis

#include "analysis/flow_events.hpp"

#include <algorithm>
#include <numeric>

namespace analysis {
namespace {

using model::FlowAction;

// By part: the blocks that call it.
std::vector<std::vector<Node>> callers_of(const InstanceGraph& graph) {
  std::vector<std::vector<Node>> callers(graph.parts().size());
  for (Node node = 0; node < graph.size(); ++node) {
    for (const Link& link : graph.links(node)) {
      if (link.kind == LinkKind::call && link.to != nullptr) callers[graph.index_of(*link.to)].push_back(node);
    }
  }
  return callers;
}

// A hook whose flow is chosen while the contact runs, or not a part, may be any.
bool may_set_queue_flow(const Link& link) {
  return link.kind == LinkKind::event && (link.to == nullptr || is_queue_flow(*link.to));
}

QueueFlow joined(const QueueFlow& a, const QueueFlow& b) {
  if (a.known == QueueFlow::Known::unreached || a == b) return b;
  return b.known == QueueFlow::Known::unreached ? a : QueueFlow{QueueFlow::Known::several};
}

class QueueFlows {
 public:
  explicit QueueFlows(const InstanceGraph& graph)
      : graph_(graph), callers_(callers_of(graph)), sets_one_(graph.parts().size()) {
    note_modules_that_set_one();
    for (const Part& part : graph.parts()) {
      if (part.is_entry && !part.is_module) enter(part.start, {QueueFlow::Known::one});
    }
    while (!open_.empty()) {
      const Node node = open_.back();
      open_.pop_back();
      visit(node);
    }
  }

  std::vector<QueueFlow> by_block() && { return std::move(here_); }

 private:
  void note_modules_that_set_one() {
    std::vector<std::size_t> open;
    const auto note = [&](const Part& part) {
      const std::size_t at = graph_.index_of(part);
      if (!part.is_module || sets_one_[at]) return;
      sets_one_[at] = true;
      open.push_back(at);
    };
    for (Node node = 0; node < graph_.size(); ++node) {
      if (std::ranges::any_of(graph_.links(node), may_set_queue_flow)) note(graph_.part(node));
    }
    while (!open.empty()) {
      const std::size_t module = open.back();
      open.pop_back();
      for (const Node caller : callers_[module]) note(graph_.part(caller));
    }
  }

  void enter(Node node, const QueueFlow& queue_flow) {
    if (node == nowhere) return;
    const QueueFlow all = joined(here_[node], queue_flow);
    if (all == here_[node]) return;
    here_[node] = all;
    open_.push_back(node);
  }

  void visit(Node node) {
    const QueueFlow before = here_[node];
    for (const Link& link : graph_.links(node)) {
      if (link.to == nullptr || !takes_contact(link)) continue;
      enter(link.to->start, before);
      if (link.kind == LinkKind::call) come_back(node, *link.to);
    }
    go_on(node, before);
    const FlowAction& action = graph_.action(node);
    if (action.type == "TransferContactToQueue" && before.flow != nullptr) enter(before.flow->start, before);
    const Part& part = graph_.part(node);
    if (action.type != "EndFlowModuleExecution" || !part.is_module) return;
    QueueFlow& returned = returned_[graph_.index_of(part)];
    returned = joined(returned, before);
    for (const Node caller : callers_[graph_.index_of(part)]) come_back(caller, part);
  }

  QueueFlow set_at(Node node, QueueFlow queue_flow) const {
    for (const Link& link : graph_.links(node)) {
      if (!may_set_queue_flow(link)) continue;
      if (link.to == nullptr) return {QueueFlow::Known::several};
      queue_flow = {QueueFlow::Known::one, link.to};
    }
    return queue_flow;
  }

  void go_on(Node node, const QueueFlow& before) {
    const QueueFlow set = set_at(node, before);
    const FlowAction& action = graph_.action(node);
    for (const Way& way : graph_.ways(node)) {
      if (outcome_on(*way.branch, action) != Outcome::done) {
        enter(way.to, before);
      } else if (action.type != "InvokeFlowModule") {
        enter(way.to, set);
      }
    }
  }

  // What callers had before is mixed only in modules that set one.
  void come_back(Node call, const Part& module) {
    const QueueFlow& returned = returned_[graph_.index_of(module)];
    if (here_[call].known == QueueFlow::Known::unreached || returned.known == QueueFlow::Known::unreached) return;
    for (const Way& way : graph_.ways(call)) {
      if (outcome_on(*way.branch, graph_.action(call)) != Outcome::done) continue;
      enter(way.to, sets_one_[graph_.index_of(module)] ? returned : here_[call]);
    }
  }

  const InstanceGraph& graph_;
  const std::vector<std::vector<Node>> callers_;
  std::vector<bool> sets_one_;
  std::vector<QueueFlow> here_ = std::vector<QueueFlow>(graph_.size());
  std::vector<QueueFlow> returned_ = std::vector<QueueFlow>(graph_.parts().size());
  std::vector<Node> open_;
};

constexpr std::uint8_t every_fact = (1U << fact_count) - 1;

// Found backwards from the blocks that change something. Beside the blocks there is a place for each module's return,
// and one at which the flow of any hook may run.
class Later {
 public:
  Later(const InstanceGraph& graph, const std::vector<FactChanges>& changes)
      : graph_(graph),
        places_(Place(graph.size() + graph.parts().size() + 1)),
        first_before_(places_ + 1),
        later_(places_) {
    note_ways();
    for (Node node = 0; node < graph.size(); ++node) {
      add(node, changes[node]);
      if (leads_out_of_sight(node)) add(node, {every_fact, every_fact});
    }
    while (!open_.empty()) {
      const Place place = open_.back();
      open_.pop_back();
      for (std::uint32_t i = first_before_[place]; i < first_before_[place + 1]; ++i) add(before_[i], later_[place]);
    }
  }

  std::vector<FactChanges> by_block() && {
    later_.resize(graph_.size());
    return std::move(later_);
  }

 private:
  using Place = std::uint32_t;

  Place return_of(const Part& part) const { return Place(graph_.size() + graph_.index_of(part)); }
  Place any_event() const { return places_ - 1; }

  bool leads_out_of_sight(Node node) const {
    const FlowAction& action = graph_.action(node);
    if (!model::is_known_type(action.type)) return true;
    if (action.type == "InvokeFlowModule" && graph_.links(node).empty()) return !graph_.names_nothing_usable(node);
    return std::ranges::any_of(graph_.links(node), [](const Link& link) { return link.to == nullptr; });
  }

  void note_ways() {
    const auto each_way = [this](const auto& visit) {
      for (Node node = 0; node < graph_.size(); ++node) each_after(node, visit);
      for (const Part& part : graph_.parts()) {
        if (part.is_default) visit(any_event(), part.start);
      }
    };
    each_way([this](Place, Place to) { ++first_before_[to + 1]; });
    std::partial_sum(first_before_.begin(), first_before_.end(), first_before_.begin());
    before_.resize(first_before_.back());
    std::vector<std::uint32_t> next = first_before_;
    each_way([&](Place from, Place to) { before_[next[to]++] = from; });
  }

  template <typename Visit>
  void each_after(Node node, const Visit& visit) const {
    for (const Way& way : graph_.ways(node)) {
      if (way.to != nowhere) visit(node, way.to);
    }
    for (const Link& link : graph_.links(node)) {
      if (link.to != nullptr) each_after(node, link, visit);
    }
    if (graph_.action(node).type == "EndFlowModuleExecution") visit(node, return_of(graph_.part(node)));
    if (may_meet_event(graph_, node)) visit(node, any_event());
  }

  template <typename Visit>
  void each_after(Node node, const Link& link, const Visit& visit) const {
    if (link.kind == LinkKind::new_contact) return;
    visit(link.kind == LinkKind::event ? any_event() : node, link.to->start);
    if (link.kind != LinkKind::call) return;
    for (const Way& way : graph_.ways(node)) {
      if (way.to != nowhere) visit(return_of(*link.to), way.to);
    }
  }

  void add(Place place, const FactChanges& facts) {
    FactChanges& there = later_[place];
    const FactChanges all{std::uint8_t(there.begin | facts.begin), std::uint8_t(there.end | facts.end)};
    if (all == there) return;
    there = all;
    open_.push_back(place);
  }

  const InstanceGraph& graph_;
  const Place places_;
  std::vector<std::uint32_t> first_before_;  // of each place, in before_
  std::vector<Place> before_;
  std::vector<FactChanges> later_;
  std::vector<Place> open_;
};

}  // namespace

bool is_queue_flow(const Part& part) {
  return part.flow->type == "CUSTOMER_QUEUE";
}

bool may_meet_event(const InstanceGraph& graph, Node node) {
  const FlowAction& action = graph.action(node);
  const Part& part = graph.part(node);
  const bool is_begun = !part.is_module && !starts_contacts(*part.flow);
  return is_begun || model::queues_contact(action) || model::is_terminal(action);
}

std::vector<QueueFlow> queue_flows(const InstanceGraph& graph) {
  return QueueFlows(graph).by_block();
}

std::vector<FactChanges> later_changes(const InstanceGraph& graph, const std::vector<FactChanges>& changes) {
  return Later(graph, changes).by_block();
}

}  // namespace analysis

#include "analysis/flow_events.hpp"

#include <algorithm>
#include <numeric>

namespace analysis {
namespace {

using model::FlowAction;

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

std::vector<FactChanges> later_changes(const InstanceGraph& graph, const std::vector<FactChanges>& changes) {
  return Later(graph, changes).by_block();
}

}  // namespace analysis

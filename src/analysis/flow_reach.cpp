#include "analysis/flow_reach.hpp"

#include <numeric>
#include <utility>

namespace analysis {
namespace {

// Hands on each block that contacts come to next; nowhere, where they go on out of sight.
template <typename Take>
void for_each_next(const InstanceGraph& graph, Node node, Later later, Take&& take) {
  for (const Link& link : graph.links(node)) {
    const bool is_followed = takes_contact(link) || (link.kind == LinkKind::event && later == Later::followed);
    if (is_followed) take(link.to == nullptr ? nowhere : link.to->start);
  }
  for (const Way& way : graph.ways(node)) {
    if (way.to != nowhere && !model::is_failure(*way.branch)) take(way.to);
  }
}

class Walk {
 public:
  explicit Walk(const InstanceGraph& graph)
      : graph_(graph), is_seen_(graph.size()), is_part_seen_(graph.parts().size()) {}

  Reach from(const Part& part) {
    enter(part.start);
    for (std::size_t i = 0; i < reach_.blocks.size(); ++i) {
      for_each_next(graph_, reach_.blocks[i], Later::left_out, [this](Node next) { enter(next); });
    }
    return std::move(reach_);
  }

 private:
  void enter(Node node) {
    if (node == nowhere) reach_.leads_out_of_sight = true;
    if (node == nowhere || is_seen_[node]) return;
    is_seen_[node] = true;
    reach_.blocks.push_back(node);
    const Part* part = &graph_.part(node);
    const std::size_t index = graph_.index_of(*part);
    if (!is_part_seen_[index]) reach_.parts.push_back(part);
    is_part_seen_[index] = true;
  }

  const InstanceGraph& graph_;
  std::vector<bool> is_seen_, is_part_seen_;
  Reach reach_;
};

// The blocks that lead to each one.
class Before {
 public:
  Before(const InstanceGraph& graph, Later later) : first_(graph.size() + 1) {
    const auto for_each_edge = [&](auto&& take) {
      for (Node from = 0; from < graph.size(); ++from) {
        for_each_next(graph, from, later, [&](Node to) {
          if (to != nowhere) take(from, to);
        });
      }
    };
    for_each_edge([&](Node, Node to) { ++first_[to + 1]; });
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    blocks_.resize(first_.back());
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    for_each_edge([&](Node from, Node to) { blocks_[next[to]++] = from; });
  }

  std::span<const Node> operator[](Node node) const {
    return std::span(blocks_).subspan(first_[node], first_[node + 1] - first_[node]);
  }

 private:
  std::vector<std::size_t> first_;
  std::vector<Node> blocks_;
};

}  // namespace

Reach reach_of(const InstanceGraph& graph, const Part& from) {
  return Walk(graph).from(from);
}

std::vector<Marks> marks_ahead(const InstanceGraph& graph,
                               const std::function<Marks(const model::FlowAction&)>& marks_of, Later later) {
  std::vector<Marks> marks(graph.size());
  std::vector<Node> open;
  for (Node node = 0; node < graph.size(); ++node) {
    marks[node] = marks_of(graph.action(node));
    for_each_next(graph, node, later, [&](Node next) {
      if (next == nowhere) marks[node] |= out_of_sight;
    });
    if (marks[node] != 0) open.push_back(node);
  }
  const Before before(graph, later);
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    for (const Node earlier : before[node]) {
      const auto both = Marks(marks[earlier] | marks[node]);
      if (both != std::exchange(marks[earlier], both)) open.push_back(earlier);
    }
  }
  return marks;
}

}  // namespace analysis

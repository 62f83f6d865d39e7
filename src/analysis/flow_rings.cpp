#include "analysis/flow_rings.hpp"

#include <ranges>

namespace analysis {
namespace {

using Edges = std::vector<std::vector<Node>>;  // by block

// Kosaraju and Sharir's algorithm, without recursion.
class Rings {
 public:
  Rings(const InstanceGraph& graph, const std::function<bool(Node, const Way&)>& takes)
      : after_(graph.size()), before_(graph.size()) {
    for (Node node = 0; node < graph.size(); ++node) {
      for (const Way& way : graph.ways(node)) {
        if (way.to == nowhere || !takes(node, way)) continue;
        after_[node].push_back(way.to);
        before_[way.to].push_back(node);
      }
    }
  }

  std::vector<Node> found() const {
    std::vector<Node> rings(before_.size(), nowhere);
    const std::vector<Node> order = left_in_order();
    for (const Node first : std::views::reverse(order)) {
      if (rings[first] != nowhere) continue;
      std::vector<Node> open = {first};
      rings[first] = first;
      while (!open.empty()) {
        const Node node = open.back();
        open.pop_back();
        for (const Node earlier : before_[node]) {
          if (rings[earlier] != nowhere) continue;
          rings[earlier] = first;
          open.push_back(earlier);
        }
      }
    }
    return rings;
  }

 private:
  // Each block behind all that follow it and were not met before.
  std::vector<Node> left_in_order() const {
    std::vector<Node> order;
    std::vector<std::size_t> next(after_.size());
    std::vector<bool> is_met(after_.size());
    for (Node first = 0; first < after_.size(); ++first) {
      if (is_met[first]) continue;
      is_met[first] = true;
      std::vector<Node> way = {first};
      while (!way.empty()) {
        const Node node = way.back();
        if (next[node] == after_[node].size()) {
          order.push_back(node);
          way.pop_back();
          continue;
        }
        const Node to = after_[node][next[node]++];
        if (is_met[to]) continue;
        is_met[to] = true;
        way.push_back(to);
      }
    }
    return order;
  }

  Edges after_, before_;
};

}  // namespace

std::vector<Node> rings(const InstanceGraph& graph, const std::function<bool(Node, const Way&)>& takes) {
  return Rings(graph, takes).found();
}

}  // namespace analysis

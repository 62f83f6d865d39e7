#include "analysis/flow_reach.hpp"

namespace analysis {
namespace {

class Walk {
 public:
  explicit Walk(const InstanceGraph& graph)
      : graph_(graph), is_seen_(graph.size()), is_part_seen_(graph.parts().size()) {}

  Reach from(const Part& part) {
    enter(part.start);
    for (std::size_t i = 0; i < reach_.blocks.size(); ++i) visit(reach_.blocks[i]);
    return std::move(reach_);
  }

 private:
  void enter(Node node) {
    if (is_seen_[node]) return;
    is_seen_[node] = true;
    reach_.blocks.push_back(node);
    const Part* part = &graph_.part(node);
    const std::size_t index = graph_.index_of(*part);
    if (!is_part_seen_[index]) reach_.parts.push_back(part);
    is_part_seen_[index] = true;
  }

  void visit(Node node) {
    for (const Link& link : graph_.links(node)) {
      if (!takes_contact(link)) continue;
      if (link.to == nullptr) {
        reach_.leads_out_of_sight = true;
      } else {
        enter(link.to->start);
      }
    }
    for (const Way& way : graph_.ways(node)) {
      if (way.to != nowhere && !model::is_failure(*way.branch)) enter(way.to);
    }
  }

  const InstanceGraph& graph_;
  std::vector<bool> is_seen_, is_part_seen_;
  Reach reach_;
};

}  // namespace

Reach reach_of(const InstanceGraph& graph, const Part& from) {
  return Walk(graph).from(from);
}

}  // namespace analysis

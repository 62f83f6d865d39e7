#include "analysis/flow_fixed_point.hpp"

#include <algorithm>
#include <set>

namespace analysis {
namespace {

BlockRole role_of(const model::FlowAction& action) {
  if (action.type == "InvokeFlowModule") return BlockRole::call;
  if (action.type == "EndFlowModuleExecution") return BlockRole::end_of_module;
  if (action.type == "DequeueContactAndTransferToQueue") return BlockRole::to_other_queue;
  if (model::queues_contact(action)) return BlockRole::into_queue;
  return model::is_known_type(action.type) ? BlockRole::other : BlockRole::unknown;
}

std::vector<const Part*> queue_flows_of_hooks(const InstanceGraph& graph) {
  std::set<const Part*> found;
  for (Node node = 0; node < graph.size(); ++node) {
    for (const Link& link : graph.links(node)) {
      if (link.kind == LinkKind::event && link.to != nullptr && is_queue_flow(*link.to)) found.insert(link.to);
    }
  }
  return {found.begin(), found.end()};
}

bool is_condition(const Way& way) {
  return way.branch->kind == model::BranchKind::condition;
}

}  // namespace

Tracks::Tracks(const InstanceGraph& graph)
    : graph_(graph), queue_flows_(queue_flows(graph)), hooked_queue_flows_(queue_flows_of_hooks(graph)) {
  tracks_.reserve(graph.size());
  for (Node node = 0; node < graph.size(); ++node) {
    Track track{.role = role_of(graph.action(node)),
                .has_links = !graph.links(node).empty(),
                .has_conditions = std::ranges::any_of(graph.ways(node), is_condition)};
    track.first = std::uint32_t(to_.size());
    add_ways(node, Outcome::done);
    track.undone = std::uint32_t(to_.size());
    add_ways(node, Outcome::undone);
    track.failures = std::uint32_t(to_.size());
    add_ways(node, Outcome::failed);
    track.end = std::uint32_t(to_.size());
    tracks_.push_back(track);
  }
}

void Tracks::add_ways(Node node, Outcome outcome) {
  const model::FlowAction& action = graph_.action(node);
  const bool is_queued = model::queues_contact(action);
  for (const Way& way : graph_.ways(node)) {
    // Older exports lead on what a transfer to a queue does when it succeeds; the contact waits there, and does not
    // come.
    const bool is_of_the_queue = is_queued && way.branch->kind == model::BranchKind::next;
    if (way.to != nowhere && !is_of_the_queue && outcome_on(*way.branch, action) == outcome) to_.push_back(way.to);
  }
}

}  // namespace analysis

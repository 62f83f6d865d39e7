#include "checks/flow/queues_sent_to.hpp"

#include <algorithm>

namespace checks {
namespace {

using analysis::Node;
using model::FlowAction;

// A block Set working queue sends nobody there by itself: some only have the queue's metrics read.
bool sends_callers(const analysis::InstanceGraph& graph, Node node) {
  const FlowAction& action = graph.action(node);
  if (action.type == "CreateCallbackContact" || model::queues_contact(action)) return true;
  if (action.type != "UpdateContactTargetQueue") return false;
  return std::ranges::any_of(blocks_with_queue_of(graph, node), [&](Node at) {
    const FlowAction& next = graph.action(at);
    return model::queues_contact(next) || next.type == "CreateCallbackContact" || !graph.links(at).empty();
  });
}

}  // namespace

std::vector<Node> blocks_with_queue_of(const analysis::InstanceGraph& graph, Node node) {
  return analysis::blocks_from(graph, node, [&](Node at, const analysis::Way&) {
    return at == node || graph.action(at).type != "UpdateContactTargetQueue";
  });
}

FlowProblems problems_of_queues_sent_to(
    const analysis::FollowedFlows& flows,
    const std::function<std::optional<std::string>(const std::string& queue_id)>& wrong_with, const SpotWords& words) {
  const auto wrong_at = [&](Node node) -> std::optional<std::string> {
    for (const std::string& id : model::named(flows.graph.action(node), model::ReferenceKind::queue)) {
      auto wrong = wrong_with(id);
      if (wrong && sends_callers(flows.graph, node)) return wrong;
    }
    return std::nullopt;
  };
  return problems_at(flows, wrong_at, words);
}

}  // namespace checks

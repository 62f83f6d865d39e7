#include <algorithm>
#include <fmt/format.h>

#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;

// Blocks that take the queue which was set before.
bool takes_the_queue(const model::FlowAction& action) {
  const auto names_one = [](const model::FlowReference& reference) {
    return reference.kind == model::ReferenceKind::queue || reference.kind == model::ReferenceKind::agent;
  };
  return action.type == "TransferContactToQueue" ||
         (action.type == "CreateCallbackContact" && std::ranges::none_of(action.references, names_one));
}

FlowProblems find(const FollowedFlows& flows) {
  const auto& graph = flows.graph;
  return problems_of(graph, [&](FlowProblem& problem) {
    bool never_set = false;
    for (analysis::Node node = problem.part->first; node < problem.part->end; ++node) {
      const auto surely = flows.arrivals[node].surely;
      if (!takes_the_queue(graph.action(node)) || analysis::states_without(surely, Fact::queue_set) == 0) continue;
      problem.spots.add(graph.action(node));
      const auto any = surely | flows.arrivals[node].perhaps;
      never_set = never_set || analysis::states_with(any, Fact::queue_set) == 0;
    }
    problem.status = never_set ? Status::fail : Status::warn;
    problem.one = " transfers to a queue that is not set";
    problem.many = " transfer to a queue that is not set";
    problem.observed = fmt::format(
        "On {} from where callers come in no block Set working queue has worked, so that the transfer fails: {}.",
        never_set ? "every way" : "some ways", problem.spots.list());
  });
}

}  // namespace

const Check flow_queue_not_set = on_live_flows<queue_not_set>({
    .id = "flow_queue_not_set",
    .component = "flow",
    .title = "Transfers to a queue that is not set",
    .pillar = Pillar::resilience,
    .severity = Severity::high,
    .why = "A block Transfer to queue takes the queue that was set before it. Without one it fails, and the caller "
           "never reaches an agent.",
    .remedy = "Put a block Set working queue on every way to these blocks, and lead its error branch elsewhere.",
    .action = "Set the queue on every way there",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/set-working-queue.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/transfer-to-queue.html"},
});

const FlowLook queue_not_set = {&flow_queue_not_set, "A queue is set before callers are transferred to it", find, true};

}  // namespace checks

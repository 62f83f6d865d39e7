#include <algorithm>
#include <fmt/format.h>

#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;
using model::ReferenceKind;

bool sends_to_queue(const model::FlowAction& action) {
  return action.type == "TransferContactToQueue" || action.type == "CreateCallbackContact";
}

// Blocks that take the queue which was set before, unless they name one, or hours of their own.
bool takes_the_queue(const model::FlowAction& action) {
  const auto names_one = [](const model::FlowReference& reference) {
    return reference.kind == ReferenceKind::queue || reference.kind == ReferenceKind::agent ||
           reference.kind == ReferenceKind::hours;
  };
  const bool may_name_one = action.type == "CreateCallbackContact" || action.type == "CheckHoursOfOperation" ||
                            action.type == "CheckMetricData";
  return action.type == "TransferContactToQueue" ||
         (may_name_one && std::ranges::none_of(action.references, names_one));
}

// Callers go on after a check that fails, by a branch for failures: that is a warning.
FlowProblems find(const FollowedFlows& flows) {
  const auto& graph = flows.graph;
  return problems_of(graph, [&](FlowProblem& problem) {
    bool never_set = false, is_fatal = false, are_transfers = true;
    for (analysis::Node node = problem.part->first; node < problem.part->end; ++node) {
      const model::FlowAction& action = graph.action(node);
      const auto [surely, perhaps] = flows.arrivals[node];
      if (!takes_the_queue(action) || analysis::states_without(surely, Fact::queue_set) == 0) continue;
      // A file that does not say its type may hold a queue flow: contacts have a queue there.
      if (problem.part->flow->type.empty() && !sends_to_queue(action)) continue;
      problem.spots.add(action);
      const bool is_never_set = analysis::states_with(surely | perhaps, Fact::queue_set) == 0;
      never_set = never_set || is_never_set;
      is_fatal = is_fatal || (is_never_set && sends_to_queue(action));
      are_transfers = are_transfers && sends_to_queue(action);
    }
    problem.status = is_fatal ? Status::fail : Status::warn;
    problem.one = are_transfers ? " transfers to a queue that is not set" : " needs a queue that is not set";
    problem.many = are_transfers ? " transfer to a queue that is not set" : " need a queue that is not set";
    problem.observed =
        fmt::format("On {} from where callers come in no block Set working queue has worked, so that {}: {}.",
                    never_set ? "every way" : "some ways", are_transfers ? "the transfer fails" : "these blocks fail",
                    problem.spots.list());
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
           "never reaches an agent. A check of hours or of a queue that names none fails as well, and callers go on "
           "by its error branch whatever the hour.",
    .remedy =
        "Put a block Set working queue on every way to these blocks, and lead its error branch elsewhere. A check "
        "may name a queue, or hours, of its own.",
    .action = "Set the queue on every way there",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/set-working-queue.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/transfer-to-queue.html"},
});

const FlowLook queue_not_set = {&flow_queue_not_set, "A queue is set before callers are transferred to it", find, true};

}  // namespace checks

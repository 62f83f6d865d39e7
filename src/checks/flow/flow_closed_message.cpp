#include <fmt/format.h>
#include <set>

#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;
using analysis::Node;
using model::FlowAction;

bool is_closed(const analysis::Way& way) {
  return way.branch->kind == model::BranchKind::condition && way.branch->of == "False";
}

// Whether callers who go on at `from` may be cut off without hearing, or being asked for, anything. What another flow
// or a module does with them is theirs.
bool hangs_up_in_silence(const analysis::InstanceGraph& graph, Node from) {
  std::vector<Node> open = {from};
  std::set<Node> seen = {from};
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    const FlowAction& action = graph.action(node);
    if (action.type == "DisconnectParticipant") return true;
    if (action.speaks || model::may_wait(action) || model::leaves_flow(action) || action.type == "InvokeFlowModule")
      continue;
    for (const analysis::Way& way : graph.ways(node)) {
      if (way.to == analysis::nowhere || model::is_failure(*way.branch)) continue;
      if (seen.insert(way.to).second) open.push_back(way.to);
    }
  }
  return false;
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    for (Node node = problem.part->first; node < problem.part->end; ++node) {
      const FlowAction& action = flows.graph.action(node);
      if (!flows.reached[node] || action.type != "CheckHoursOfOperation") continue;
      for (const analysis::Way& way : flows.graph.ways(node)) {
        if (!is_closed(way) || way.to == analysis::nowhere || !hangs_up_in_silence(flows.graph, way.to)) continue;
        problem.spots.add(action);
        break;
      }
    }
    problem.status = Status::warn;
    problem.one = " hangs up on callers out of hours without a message";
    problem.many = " hang up on callers out of hours without a message";
    problem.observed = fmt::format(
        "Behind the branch “out of hours” of these blocks nothing is said before a block "
        "Disconnect: {}.",
        problem.spots.list());
  });
}

}  // namespace

const Check flow_closed_message = on_live_flows<closed_message>({
    .id = "flow_closed_message",
    .component = "flow",
    .title = "What callers hear out of hours",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why = "Who calls out of hours and is cut off does not know that you are closed, nor when to call again.",
    .remedy = "Play a prompt with your hours behind the branch “Out of hours” of these blocks.",
    .action = "Play a message out of hours",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/check-hours-of-operation.html"},
});

const FlowLook closed_message = {&flow_closed_message, "Who calls out of hours is told so", find};

}  // namespace checks

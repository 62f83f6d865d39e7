#include <algorithm>

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
  const auto goes_on_in_silence = [&](Node node, const analysis::Way& way) {
    const FlowAction& action = graph.action(node);
    return !action.speaks && !model::may_wait(action) && !model::leaves_flow(action) &&
           action.type != "InvokeFlowModule" && !model::is_failure(*way.branch);
  };
  return std::ranges::any_of(analysis::blocks_from(graph, from, goes_on_in_silence),
                             [&](Node node) { return graph.action(node).type == "DisconnectParticipant"; });
}

FlowProblems find(const FollowedFlows& flows) {
  const auto leaves_untold = [&](Node node) {
    return flows.graph.action(node).type == "CheckHoursOfOperation" &&
           std::ranges::any_of(flows.graph.ways(node), [&](const analysis::Way& way) {
             return is_closed(way) && way.to != analysis::nowhere && hangs_up_in_silence(flows.graph, way.to);
           });
  };
  return problems_where(flows, leaves_untold,
                        {Status::warn, " hangs up on callers out of hours without a message",
                         " hang up on callers out of hours without a message",
                         "Behind the branch “out of hours” of these blocks nothing is said before a block Disconnect"});
}

}  // namespace

const Check flow_closed_message = on_live_flows<closed_message>({
    .id = "flow_closed_message",
    .component = "flow",
    .title = "What callers hear out of hours",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why = "Callers who are cut off out of hours do not know that you are closed, nor when to call again.",
    .remedy = "Play a prompt with your hours behind the branch “Out of hours” of these blocks.",
    .action = "Play a message out of hours",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/check-hours-of-operation.html"},
});

const FlowLook closed_message = {&flow_closed_message, "Callers out of hours are told so", find};

}  // namespace checks

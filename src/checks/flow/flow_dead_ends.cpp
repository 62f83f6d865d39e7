#include <algorithm>

#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;
using model::FlowAction;

// Blocks that need a way on. Of a type that is not known it is not known either.
bool must_lead_on(const FlowAction& action) {
  return !model::leaves_flow(action) && (!model::may_wait(action) || !model::required_errors(action).empty());
}

// For contacts with whom the block has done what it is there for.
bool leads_on(const analysis::Way& way) {
  return way.branch->kind != model::BranchKind::timeout && !model::is_failure(*way.branch);
}

bool is_dead_end(const analysis::InstanceGraph& graph, analysis::Node node) {
  const auto ways = graph.ways(node);
  const bool leads_astray = std::ranges::find(ways, analysis::nowhere, &analysis::Way::to) != ways.end();
  return leads_astray || (std::ranges::none_of(ways, leads_on) && must_lead_on(graph.action(node)));
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_where(
      flows, [&](analysis::Node node) { return is_dead_end(flows.graph, node); },
      {Status::fail, " leads nowhere", " lead nowhere", "A way out of these blocks leads to no block"});
}

}  // namespace

const Check flow_dead_ends = on_live_flows<dead_ends>({
    .id = "flow_dead_ends",
    .component = "flow",
    .title = "Dead ends in flows",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why = "Where a block leads nowhere and is no end either, the flow breaks off: callers are cut off without a "
           "word.",
    .remedy = "Connect every way out of these blocks, if only with a prompt and a block Disconnect, and publish "
              "the flow.",
    .action = "Connect every way out of the blocks",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/create-contact-flow.html",
              "https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html"},
});

const FlowLook dead_ends = {&flow_dead_ends, "Every block leads on, or ends the flow", find};

}  // namespace checks

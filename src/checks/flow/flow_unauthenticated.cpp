#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;

// Where nobody is authenticated on the way, it is not asked for.
bool is_mixed(const analysis::Arrivals& arrivals) {
  return analysis::states_without(arrivals.surely, Fact::authenticated) != 0 &&
         analysis::states_with(arrivals.surely, Fact::authenticated) != 0;
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_at_queues(flows, is_mixed,
                            {Status::warn, " queues contacts whether they authenticated or not",
                             " queue contacts whether they authenticated or not",
                             "On some ways to these blocks customers are authenticated, on others they are not"});
}

}  // namespace

const Check flow_unauthenticated = on_live_flows<unauthenticated>({
    .id = "flow_unauthenticated",
    .component = "flow",
    .title = "Queues that some reach without authentication",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why = "Agents who serve a queue whose customers are authenticated believe it of everybody who comes to them.",
    .remedy = "Put a block Authenticate customer on every way to the queue, or lead those who did not authenticate to "
              "another.",
    .action = "Authenticate on every way to the queue",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/authenticate-customer.html"},
});

const FlowLook unauthenticated = {&flow_unauthenticated,
                                  "Where customers are authenticated before a queue, all of them are", find, true};

}  // namespace checks

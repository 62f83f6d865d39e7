#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;

bool comes_unchecked(const analysis::Arrivals& arrivals) {
  return analysis::states_without(arrivals.surely, Fact::hours_checked) != 0;
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_at_queues(
      flows, comes_unchecked,
      {Status::info, " queues callers without a check of the hours", " queue callers without a check of the hours",
       "Ways lead here from where callers come in with no block Check hours of operation on them"});
}

}  // namespace

const Check flow_unchecked_hours = on_live_flows<unchecked_hours>({
    .id = "flow_unchecked_hours",
    .component = "flow",
    .title = "Queues without a check of the hours",
    .pillar = Pillar::resilience,
    .severity = Severity::low,
    .why = "Anyone who calls when nobody works waits in the queue until they hang up.",
    .remedy = "Put a block Check hours of operation before the transfer and tell callers when to call again. Where "
              "somebody always answers, mute the finding.",
    .action = "Check the hours before the transfer",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/check-hours-of-operation.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/set-hours-operation.html"},
});

const FlowLook unchecked_hours = {&flow_unchecked_hours, "The hours are checked on every way to a queue", find, true,
                                  true};

}  // namespace checks

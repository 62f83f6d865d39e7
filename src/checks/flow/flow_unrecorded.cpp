#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;

bool comes_unrecorded(const analysis::Arrivals& arrivals) {
  return arrivals.surely != 0 && analysis::states_with(arrivals.surely | arrivals.perhaps, Fact::recording) == 0;
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_at_queues(
      flows, comes_unrecorded,
      {Status::info, " queues callers without ever recording them", " queue callers without ever recording them",
       "On no way from where callers come in a block Set recording and analytics behavior has the agent or the "
       "customer recorded (the automated interaction alone does not count)"});
}

}  // namespace

const Check flow_unrecorded = on_live_flows<unrecorded>({
    .id = "flow_unrecorded",
    .component = "flow",
    .title = "Calls that are not recorded",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::low,
    .why = "A call that is not recorded cannot be heard again when it is disputed, and Contact Lens does not see it.",
    .remedy = "Where calls should be recorded, put a block Set recording and analytics behavior before the transfer to "
              "the queue.",
    .action = "Set recording before the transfer, if wanted",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/set-recording-behavior.html"},
});

const FlowLook unrecorded = {&flow_unrecorded, "Recording is switched on on some way to each queue", find, true, true};

}  // namespace checks

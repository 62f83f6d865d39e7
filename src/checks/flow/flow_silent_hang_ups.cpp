#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;

FlowProblems find(const FollowedFlows& flows) {
  const auto is_silent = [&](analysis::Node node) {
    return analysis::hangs_up(flows.graph, node) &&
           analysis::states_without(flows.arrivals[node].surely, Fact::spoken_to) != 0;
  };
  return problems_where(flows, is_silent,
                        {Status::warn, " hangs up without a word", " hang up without a word",
                         "From where callers come in, ways lead here along which nothing is played or shown"});
}

}  // namespace

const Check flow_silent_hang_ups = on_live_flows<silent_hang_ups>({
    .id = "flow_silent_hang_ups",
    .component = "flow",
    .title = "Hang-ups without a word",
    .pillar = Pillar::resilience,
    .severity = Severity::low,
    .why = "Callers who are cut off before they have heard anything believe that the number is broken. Most such "
           "ways are error branches: a function failed, and nobody says so.",
    .remedy = "Play a prompt before these blocks that says what is wrong and what the caller can do. Where callers "
              "are turned away on purpose, mute the finding.",
    .action = "Play a prompt before the hang-up",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/disconnect-hang-up.html"},
});

const FlowLook silent_hang_ups = {&flow_silent_hang_ups, "Callers hear something before a flow hangs up", find,
                                  true};

}  // namespace checks

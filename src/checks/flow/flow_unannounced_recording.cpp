#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;

bool comes_unannounced(const analysis::Arrivals& arrivals) {
  return analysis::states_without(analysis::states_with(arrivals.surely, Fact::recording), Fact::spoken_to) != 0;
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_at_queues(flows, comes_unannounced,
                            {Status::info, " queues callers who are recorded and were told nothing",
                             " queue callers who are recorded and were told nothing",
                             "Along some ways from where callers come in, recording is switched on and nothing is "
                             "played before the queue; the customer queue flow and the whispers may say it"});
}

}  // namespace

const Check flow_unannounced_recording = on_live_flows<unannounced_recording>({
    .id = "flow_unannounced_recording",
    .component = "flow",
    .title = "Recording that nobody announces",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why =
        "In many places callers have to know that they are recorded before it begins. A prompt before the queue is the usual place.",
    .remedy =
        "Play a prompt that says so on every way to these blocks, or make sure that the customer queue flow or the customer whisper does.",
    .action = "Announce the recording before the queue",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/set-recording-behavior.html"},
});

const FlowLook unannounced_recording = {&flow_unannounced_recording,
                                        "Callers who are recorded hear something before they are queued", find, true};

}  // namespace checks

#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;

// A conversation is recorded from when the agent joins, what callers say to the flow from the block on that says so.
analysis::StateSet recorded_from(const FollowedFlows& flows, analysis::Node node) {
  const model::FlowAction& action = flows.graph.action(node);
  const analysis::StateSet surely = flows.arrivals[node].surely;
  if (action.records_ivr) return surely;
  return model::queues_contact(action) ? analysis::states_with(surely, Fact::recording) : 0;
}

FlowProblems find(const FollowedFlows& flows) {
  const auto is_unannounced = [&](analysis::Node node) {
    return analysis::states_without(recorded_from(flows, node), Fact::spoken_to) != 0;
  };
  return problems_where(
      flows, is_unannounced,
      {Status::info, " has callers recorded who were told nothing", " have callers recorded who were told nothing",
       "Along some ways from where callers come in, nothing is played before these blocks switch on the recording of "
       "the automated interaction, or queue callers who are recorded (the customer queue flow and the whispers may "
       "still tell these)"});
}

}  // namespace

const Check flow_unannounced_recording = on_live_flows<unannounced_recording>({
    .id = "flow_unannounced_recording",
    .component = "flow",
    .title = "Recording that nobody announces",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why =
        "In many places callers have to know that they are recorded before it begins. A prompt before the queue is "
        "the usual place; where the automated interaction is recorded too, one before the block that switches it on.",
    .remedy = "Play a prompt that says so on every way to these blocks. Where callers are queued, the customer queue "
              "flow or the customer whisper may say it as well.",
    .action = "Announce the recording before it begins",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/set-recording-behavior.html"},
});

const FlowLook unannounced_recording = {&flow_unannounced_recording,
                                        "Callers who are recorded hear something before it begins", find, true, true};

}  // namespace checks

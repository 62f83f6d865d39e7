#include <fmt/format.h>

#include "analysis/flow_states.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::Fact;

Judgements judge(const Scene& scene, Known<model::FlowSummaries> flows, Known<model::FlowContents> contents,
                 const Dataset<model::FlowSummaries>& modules, const Dataset<model::FlowContents>& module_contents,
                 const Dataset<model::FlowAssociations>& associations, const Dataset<model::MessageFlows>& messages) {
  const LiveFlows live(flows, contents, modules, module_contents, associations, messages);
  const auto& graph = live.graph();
  const auto arrivals = analysis::arrivals(graph);
  Judgements unknown;
  if (auto numbers = unknown_numbers(associations, messages)) unknown.push_back(*std::move(numbers));
  return live.judged(
      scene, "Who comes from a number hears something before the flow hangs up",
      [&](const analysis::Part& part, Judgement& found) {
        Spots spots;
        for (analysis::Node node = part.first; node < part.end; ++node) {
          const auto& action = graph.action(node);
          const auto unspoken = analysis::states_without(arrivals[node].surely, Fact::spoken_to);
          if (action.type == "DisconnectParticipant" && unspoken != 0) spots.add(action);
        }
        if (spots.empty()) return false;
        spots.judge(found, Status::warn, " hangs up without a word", " hang up without a word");
        found.observed =
            fmt::format("From a number, ways lead here along which nothing is played or shown: {}.", spots.list());
        return true;
      },
      std::move(unknown));
}

}  // namespace

const Check flow_silent_hang_ups =
    on<judge, &Inventory::flows, &Inventory::flow_contents, &Inventory::modules, &Inventory::module_contents,
       &Inventory::flow_associations, &Inventory::message_flows>({
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

}  // namespace checks

#include "checks/flow/flow_unserved_queues.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <set>

#include "analysis/staffing.hpp"
#include "checks/flow/live_flows.hpp"
#include "checks/flow/queues_sent_to.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

Judgements judge(const Scene& scene, const LiveFlows& live, Known<model::Queues> queues,
                 Known<model::RoutingProfiles> profiles) {
  return live.judged(scene, "Every queue that flows send callers to is in a routing profile",
                     unserved_queues(live.followed(), *queues, *profiles), profiles_without_queues(*profiles));
}

}  // namespace

Judgements profiles_without_queues(const model::RoutingProfiles& profiles) {
  const auto unsaid = std::ranges::count_if(profiles, std::not_fn(analysis::says_its_queues));
  if (unsaid == 0) return {};
  const Gap gap{model::GapKind::malformed,
                fmt::format("AWS did not say which queues are in {}", words::counted(unsaid, "routing profile")), ""};
  return {not_assessed({"routing_profiles", "queues", "Queues of routing profiles"}, gap)};
}

FlowProblems unserved_queues(const analysis::FollowedFlows& flows, const model::Queues& queues,
                             const model::RoutingProfiles& profiles) {
  if (!std::ranges::all_of(profiles, analysis::says_its_queues)) return {};
  const std::set<std::string> served = analysis::served_queues(profiles);
  // Of a queue that is not there flow_dangling tells.
  const auto wrong_with = [&](const std::string& id) -> std::optional<std::string> {
    const auto queue = std::ranges::find(queues, id, &model::Queue::id);
    if (queue == queues.end() || served.contains(id)) return std::nullopt;
    return fmt::format(": the queue {} is in no routing profile", words::in_quotes(queue->name));
  };
  return problems_of_queues_sent_to(
      flows, wrong_with,
      {Status::warn, " sends callers to a queue that is in no routing profile",
       " send callers to queues that are in no routing profile",
       "No agent takes contacts of these queues: who waits there waits until the queue's own flow moves "
       "or ends the contact"});
}

const Check flow_unserved_queues = on_made<judge, MakesLiveFlows, &Inventory::queues, &Inventory::routing_profiles>({
    .id = "flow_unserved_queues",
    .component = "flow",
    .title = "Queues that no agent serves",
    .pillar = Pillar::resilience,
    .severity = Severity::high,
    .why = "Agents take contacts of the queues in their routing profile. Callers in a queue that is in none wait, "
           "and nobody answers.",
    .remedy = "Add the queue to the routing profile of the agents who are to serve it, or send the callers to "
              "another one. Mute this where the queue's customer queue flow moves every contact on.",
    .action = "Add the queue to a routing profile",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/connect-queues.html"},
});

}  // namespace checks

#include "checks/flow/flow_unserved_queues.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::Node;
using model::FlowAction;
using model::ReferenceKind;
using model::RoutingProfile;

using QueueIds = std::set<std::string>;

QueueIds served_by(const model::RoutingProfiles& profiles) {
  QueueIds served;
  for (const RoutingProfile& profile : profiles) {
    served.insert(profile.queues.ids.begin(), profile.queues.ids.end());
    served.insert(profile.manual_queues.ids.begin(), profile.manual_queues.ids.end());
  }
  return served;
}

// A block Set working queue sends nobody there by itself: some only have the queue's metrics read.
bool sends_callers(const analysis::InstanceGraph& graph, Node node) {
  const FlowAction& action = graph.action(node);
  if (action.type == "CreateCallbackContact" || model::queues_contact(action)) return true;
  if (action.type != "UpdateContactTargetQueue") return false;
  const auto keeps_the_queue = [&](Node at, const analysis::Way&) {
    return at == node || graph.action(at).type != "UpdateContactTargetQueue";
  };
  return std::ranges::any_of(analysis::blocks_from(graph, node, keeps_the_queue), [&](Node at) {
    const FlowAction& next = graph.action(at);
    return model::queues_contact(next) || next.type == "CreateCallbackContact" || !graph.links(at).empty();
  });
}

// Its name, where no agent takes contacts of it; nothing of what is chosen later and of what flow_dangling tells.
std::optional<std::string> unserved(const FlowAction& action, const QueueIds& served, const model::Queues& queues) {
  for (const std::string& id : model::named(action, ReferenceKind::queue)) {
    const auto queue = std::ranges::find(queues, id, &model::Queue::id);
    if (queue != queues.end() && !served.contains(id)) return queue->name;
  }
  return std::nullopt;
}

Judgements judge(const Scene& scene, const LiveFlows& live, Known<model::Queues> queues,
                 Known<model::RoutingProfiles> profiles) {
  Judgements unknown;
  if (const auto unsaid = profiles_without_queues(*profiles); unsaid > 0) {
    const Gap gap{model::GapKind::malformed,
                  fmt::format("AWS did not say which queues are in {}", words::counted(unsaid, "routing profile")), ""};
    unknown.push_back(not_assessed({"routing_profiles", "queues", "Queues of routing profiles"}, gap));
  }
  return live.judged(scene, "Every queue that flows send callers to is in a routing profile",
                     unserved_queues(live.followed(), *queues, *profiles), std::move(unknown));
}

}  // namespace

std::int64_t profiles_without_queues(const model::RoutingProfiles& profiles) {
  return std::ranges::count_if(profiles, [](const RoutingProfile& profile) {
    return !profile.queues.are_known() || !profile.manual_queues.are_known();
  });
}

FlowProblems unserved_queues(const analysis::FollowedFlows& flows, const model::Queues& queues,
                             const model::RoutingProfiles& profiles) {
  if (profiles_without_queues(profiles) > 0) return {};
  const QueueIds served = served_by(profiles);
  const auto wrong_at = [&](Node node) -> std::optional<std::string> {
    const auto name = unserved(flows.graph.action(node), served, queues);
    if (!name || !sends_callers(flows.graph, node)) return std::nullopt;
    return fmt::format(": the queue {} is in no routing profile", words::in_quotes(*name));
  };
  return problems_at(flows, wrong_at,
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

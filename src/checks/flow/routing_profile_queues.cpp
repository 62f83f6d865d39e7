#include "checks/flow/flow_unserved_queues.hpp"
#include "checks/flow/named.hpp"

namespace checks {
namespace {

constexpr NamingWords profile_words = {
    .noun = "routing profile",
    .nouns = "routing profiles",
    .verb = "has",
    .limit = "Every queue in a routing profile is there",
    .consequence = "Agents with this routing profile no longer serve it.",
    .evidence = "connect:SearchRoutingProfiles",
};

Judgements judge(const Scene& scene, const model::RoutingProfiles& profiles, const Dataset<model::Queues>& queues) {
  std::vector<Naming> namings;
  for (const auto& profile : profiles) {
    Naming& naming = namings.emplace_back();
    naming.resource = {"routing_profile", profile.id, profile.name};
    for (const auto* kind : {&profile.queues, &profile.manual_queues}) {
      for (const auto& id : kind->ids) naming.names.push_back({model::ReferenceKind::queue, id, "a queue"});
    }
    if (!profile.outbound_queue_id.empty()) {
      naming.names.push_back({model::ReferenceKind::queue, profile.outbound_queue_id, "an outbound queue"});
    }
    naming.command = aws_command(scene, "connect describe-routing-profile",
                                 {{"instance-id", scene.instance.instance_id}, {"routing-profile-id", profile.id}});
  }
  return judged(scene, {.instance = scene.instance, .queues = &queues}, namings, profile_words,
                profiles_without_queues(profiles));
}

}  // namespace

const Check routing_profile_queues = on<judge, &Inventory::routing_profiles, &Inventory::queues>({
    .id = "routing_profile_queues",
    .component = "flow",
    .title = "Queues of routing profiles",
    .pillar = Pillar::resilience,
    .severity = Severity::low,
    .why = "A routing profile says which queues its agents serve. A queue that is gone is served by nobody, and the "
           "profile looks fuller than it is.",
    .remedy = "Take the queue out of the routing profile, or choose the one that replaced it.",
    .action = "Choose another queue for the profile",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/routing-profiles.html"},
});

}  // namespace checks

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "analysis/staffing.hpp"
#include "checks/flow/flow_unserved_queues.hpp"
#include "checks/flow/live_flows.hpp"
#include "checks/flow/queues_sent_to.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::InstanceGraph;
using model::RoutingProfile;

// Of a profile that does not say its channels, it is taken for granted.
bool takes_emails(const RoutingProfile& profile) {
  return profile.media.empty() || std::ranges::find(profile.media, "EMAIL") != profile.media.end();
}

// Ids of the queues that flows in which nothing but e-mails comes send them to.
std::set<std::string> queues_of_emails(const analysis::FollowedFlows& flows) {
  const std::vector<bool> emails = analysis::parts_of_emails(flows.graph);
  const auto any = [](const std::string& id) { return std::optional(id); };
  std::set<std::string> ids;
  for (const FlowProblem& found : problems_of_queues_sent_to(flows, any, {Status::info, "", "", ""})) {
    if (!emails[flows.graph.index_of(*found.part)]) continue;
    for (const Spot& spot : found.spots.blocks) ids.insert(spot.what);
  }
  return ids;
}

// Those of the queues whose contacts some user takes, but no user takes e-mails of. Of a queue that nobody serves at
// all, others tell.
std::vector<const model::Queue*> without_emails(const std::set<std::string>& ids, const model::Queues& queues,
                                                const model::RoutingProfiles& profiles, const analysis::Staff& staff) {
  std::vector<const model::Queue*> found;
  for (const auto& queue : queues) {
    if (!ids.contains(queue.id)) continue;
    bool is_served = false, takes = false;
    for (const auto& profile : profiles) {
      if (!staff.contains(profile.id) || !analysis::serves(profile, queue.id)) continue;
      is_served = true;
      takes = takes || takes_emails(profile);
    }
    if (is_served && !takes) found.push_back(&queue);
  }
  return found;
}

Judgement judged_queues(const Scene& scene, const std::vector<const model::Queue*>& queues) {
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = "Of every queue that flows send e-mails to, some user takes e-mails";
  judgement.evidence = "connect:DescribeContactFlow, connect:SearchRoutingProfiles, connect:SearchUsers";
  judgement.status = queues.empty() ? Status::pass : Status::fail;
  judgement.measured = {.value = double(queues.size()), .unit = "queues"};
  judgement.observed = fmt::format("{}.", judgement.limit);
  if (queues.empty()) return judgement;
  std::vector<std::string> names;
  for (const auto* queue : queues) names.push_back(queue->name);
  judgement.headline =
      fmt::format("{} {} e-mails that no user can take", words::counted(std::int64_t(queues.size()), "queue"),
                  queues.size() == 1 ? "has" : "have");
  judgement.observed = fmt::format(
      "Flows send e-mails to queues whose users all have routing profiles without the "
      "channel EMAIL: {}.",
      words::list(names));
  judgement.command = aws_command(scene, "connect describe-queue",
                                  {{"instance-id", scene.instance.instance_id}, {"queue-id", queues.front()->id}});
  return judgement;
}

Judgements judge(const Scene& scene, const LiveFlows& live, const model::Queues& queues,
                 Known<model::RoutingProfiles> profiles, Known<model::AccessOfUsers> users) {
  if (const auto gap = analysis::unknown_staff(users.dataset)) return {not_assessed(the_instance(scene), *gap)};
  if (profiles.dataset.gap) return {not_assessed(the_instance(scene), *profiles.dataset.gap)};
  if (auto unsaid = profiles_without_queues(*profiles); !unsaid.empty()) return unsaid;
  Judgements judgements = live.unread();
  if (live.entrances_gap()) {  // what is not known may lead others there than e-mails
    judgements.push_back(not_assessed(the_instance(scene), *live.entrances_gap()));
    return judgements;
  }
  const auto ids = queues_of_emails(live.followed());
  const auto found = without_emails(ids, queues, *profiles, analysis::staff_of(*users));
  if (found.empty() && live.unread_gap()) {
    if (judgements.empty()) judgements.push_back(not_assessed(the_instance(scene), *live.unread_gap()));
  } else if (ids.empty()) {
    judgements.push_back(not_applicable(the_instance(scene), "No flow of e-mails alone leads to a queue."));
  } else {
    judgements.push_back(judged_queues(scene, found));
  }
  return judgements;
}

}  // namespace

const Check email_queues =
    on_made<judge, MakesLiveFlows, &Inventory::queues, &Inventory::routing_profiles, &Inventory::user_access>({
        .id = "email_queues",
        .component = "operations",
        .title = "Queues of e-mails that nobody can take",
        .pillar = Pillar::resilience,
        .severity = Severity::high,
        .why = "An agent is offered contacts of those channels alone that the routing profile has. E-mails in a queue "
               "without such an agent are never answered, and nobody hears of it.",
        .remedy = "Add the channel e-mail to the routing profile of the agents who are to answer, and to its queues.",
        .action = "Add e-mail to a routing profile",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/routing-profiles.html"},
    });

}  // namespace checks

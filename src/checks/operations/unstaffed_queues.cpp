#include <algorithm>
#include <fmt/format.h>

#include "analysis/staffing.hpp"
#include "base/encode.hpp"
#include "checks/check.hpp"
#include "checks/flow/flow_unserved_queues.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::Staff;

// A queue that routing profiles have, none of which a user has.
struct Unstaffed {
  const model::Queue* queue = nullptr;
  std::vector<const model::RoutingProfile*> profiles;
  model::Traffic traffic = model::Traffic::unknown;

  // "Night (in Storm Shift)"
  std::string text() const {
    return fmt::format("{} (in {}{})", base::printable(queue->name, 60), base::printable(profiles.front()->name, 60),
                       profiles.size() == 1 ? "" : fmt::format(" and {} more", profiles.size() - 1));
  }
};

bool is_disabled(const model::Queue& queue, const Dataset<model::QueueDetails>& details) {
  if (!details.known()) return false;
  const auto found = std::ranges::find(*details.value, queue.id, &model::QueueDetail::id);
  return found != details.value->end() && found->status == model::disabled_queue;
}

model::Traffic traffic_in(const model::Queue& queue, const Dataset<model::Metrics>& metrics) {
  if (!metrics.known() || !model::is_published_name(queue.name)) return model::Traffic::unknown;
  return model::traffic_by(*metrics.value, "QueueSize", queue.name);
}

// Why it is not known whether contacts come. CloudWatch has nothing under some names, whatever comes: that is no gap.
std::optional<Gap> unknown_traffic(const std::vector<Unstaffed>& queues, const Dataset<model::Metrics>& metrics) {
  for (const auto& one : queues) {
    if (one.traffic != model::Traffic::unknown || !model::is_published_name(one.queue->name)) continue;
    if (!metrics.known()) return metrics.gap;
    const auto* series = model::find(*metrics.value, "QueueSize", "Maximum", one.queue->name);
    if (series != nullptr && series->gap) return series->gap;
  }
  return std::nullopt;
}

// A queue in no routing profile at all is another check's, where flows send callers there.
std::optional<Unstaffed> unstaffed(const model::Queue& queue, const model::RoutingProfiles& profiles,
                                   const Staff& staff) {
  Unstaffed found{.queue = &queue, .profiles = {}};
  for (const auto& profile : profiles) {
    if (!analysis::serves(profile, queue.id)) continue;
    if (staff.contains(profile.id)) return std::nullopt;
    found.profiles.push_back(&profile);
  }
  return found.profiles.empty() ? std::nullopt : std::optional(std::move(found));
}

std::string texts_of(const std::vector<Unstaffed>& queues, bool with_contacts) {
  std::vector<std::string> texts;
  for (const auto& one : queues) {
    if ((one.traffic == model::Traffic::some) == with_contacts) texts.push_back(one.text());
  }
  return words::list(texts);
}

std::string observed(const std::vector<Unstaffed>& queues) {
  std::string text;
  if (const auto busy = texts_of(queues, true); !busy.empty())
    text = fmt::format("Contacts waited in queues whose routing profiles no user has: {}.", busy);
  if (const auto others = texts_of(queues, false); !others.empty())
    text += fmt::format(
        "{}No user has the routing profiles of these queues, in which no contacts are known to have "
        "waited: {}.",
        text.empty() ? "" : " ", others);
  return text;
}

// "3 queues have contacts, but no user who takes them"
std::string headline_of(std::int64_t busy) {
  return fmt::format("{} {} contacts, but no user who takes them", words::counted(busy, "queue"),
                     busy == 1 ? "has" : "have");
}

Judgements judge(const Scene& scene, const model::Queues& queues, Known<model::RoutingProfiles> profiles,
                 Known<model::AccessOfUsers> users, const Dataset<model::QueueDetails>& details,
                 const Dataset<model::Metrics>& metrics) {
  if (queues.empty()) return {not_applicable(the_instance(scene), "The instance has no queues.")};
  if (const auto gap = analysis::unknown_staff(users.dataset)) return {not_assessed(the_instance(scene), *gap)};
  if (profiles.dataset.gap) return {not_assessed(the_instance(scene), *profiles.dataset.gap)};
  if (auto unsaid = profiles_without_queues(*profiles); !unsaid.empty()) return unsaid;
  const Staff staff = analysis::staff_of(*users);
  std::vector<Unstaffed> found;
  for (const auto& queue : queues) {
    if (is_disabled(queue, details)) continue;
    auto one = unstaffed(queue, *profiles, staff);
    if (!one) continue;
    one->traffic = traffic_in(queue, metrics);
    found.push_back(*std::move(one));
  }
  const auto busy = std::ranges::count(found, model::Traffic::some, &Unstaffed::traffic);
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.status = busy > 0 ? Status::fail : found.empty() ? Status::pass : Status::info;
  judgement.limit = "Every queue in a routing profile is in one that a user has";
  judgement.observed = found.empty() ? fmt::format("{}.", judgement.limit) : observed(found);
  if (busy > 0) judgement.headline = headline_of(busy);
  judgement.measured = {.value = double(found.size()), .unit = "queues"};
  judgement.evidence = "connect:SearchRoutingProfiles, connect:SearchUsers, CloudWatch QueueSize";
  if (!found.empty()) {
    judgement.command = aws_command(
        scene, "connect describe-routing-profile",
        {{"instance-id", scene.instance.instance_id}, {"routing-profile-id", found.front().profiles.front()->id}});
  }
  if (const auto gap = unknown_traffic(found, metrics); gap && busy == 0) leave_open(judgement, *gap);
  return {judgement};
}

}  // namespace

const Check unstaffed_queues = on<judge, &Inventory::queues, &Inventory::routing_profiles, &Inventory::user_access,
                                  &Inventory::queue_details, &Inventory::metrics>({
    .id = "unstaffed_queues",
    .component = "operations",
    .title = "Queues whose routing profiles no user has",
    .pillar = Pillar::resilience,
    .severity = Severity::high,
    .why = "A routing profile that nobody has serves no queue: whoever waits there is never offered to an agent.",
    .remedy = "Give agents a routing profile that has these queues, or send the contacts to other queues. Mute this "
              "where the queue's customer queue flow moves every contact on.",
    .action = "Give agents a profile with these queues",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/routing-profiles.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/about-routing.html"},
});

}  // namespace checks

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "analysis/staffing.hpp"
#include "checks/traffic/contact_figures.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using Ids = std::set<std::string>;

Ids queues_with_contacts(const model::QueueContacts& contacts) {
  Ids ids;
  for (const auto& one : contacts.rows) {
    const bool is_nothing = one.queued == 0 && one.handled == 0;
    if (!is_nothing) ids.insert(one.queue_id);
  }
  return ids;
}

// Of those that take contacts and that agents serve. What nothing uses at all is told as unused.
std::vector<std::string> names_of_idle(const model::QueueContacts& contacts, const model::QueueDetails& queues,
                                       const Ids& served, const Ids& with_contacts) {
  std::vector<std::string> names;
  for (const auto& queue : queues) {
    const bool is_open = queue.status != model::disabled_queue && served.contains(queue.id);
    if (is_open && contacts.queue_ids.contains(queue.id) && !with_contacts.contains(queue.id))
      names.push_back(queue.name);
  }
  std::ranges::sort(names);
  return names;
}

Judgements judge(const Scene& scene, const model::QueueContacts& contacts, const model::QueueDetails& queues,
                 const model::RoutingProfiles& profiles) {
  const Ids with_contacts = queues_with_contacts(contacts);
  const std::string in_window = words::days(contacts.window);
  if (with_contacts.empty())
    return {not_applicable(the_instance(scene), fmt::format("No queue had a contact in {}.", in_window))};
  const auto names = names_of_idle(contacts, queues, analysis::served_queues(profiles), with_contacts);
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.measured = {.value = double(names.size()), .unit = "queues"};
  judgement.limit = fmt::format("Each enabled queue that agents serve had a contact in {}", in_window);
  judgement.evidence = traffic_evidence(contacts.window, "CONTACTS_QUEUED and CONTACTS_HANDLED") +
                       "; connect:SearchQueues, connect:SearchRoutingProfiles";
  if (!names.empty()) {
    judgement.status = Status::info;
    judgement.observed =
        fmt::format("{} that agents serve had no contact in {}: {}.",
                    words::counted(std::int64_t(names.size()), "enabled queue"), in_window, words::list(names));
  } else if (std::ranges::all_of(profiles, analysis::says_its_queues)) {
    judgement.status = Status::pass;
    judgement.observed = fmt::format("{}.", judgement.limit);
  } else {
    leave_open(judgement, {model::GapKind::unavailable, "AWS did not say which queues every routing profile has", ""});
    judgement.measured.reset();
  }
  return {judgement};
}

}  // namespace

const Check idle_queues = on<judge, &Inventory::queue_contacts, &Inventory::queue_details,
                             &Inventory::routing_profiles>({
    .id = "idle_queues",
    .component = "traffic",
    .title = "Queues without contacts",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::low,
    .why =
        "A queue that nobody reaches may be one that a flow should send contacts to and does not. If it is not needed any "
        "more, it makes routing profiles and reports longer.",
    .remedy = "See which flows should lead to these queues. Delete or disable what is not needed any more.",
    .action = "See which flows should lead there",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html"},
});

}  // namespace checks

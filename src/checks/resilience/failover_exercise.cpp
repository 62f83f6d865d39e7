#include <algorithm>
#include <fmt/format.h>

#include "checks/resilience/global_use.hpp"
#include "model/console.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::DatasetId;

constexpr const char* change = "UpdateTrafficDistribution";

std::string name_of(const model::PhoneNumbers& phone, const std::string& id) {
  const auto found = std::ranges::find(phone.groups, id, &model::TrafficDistributionGroup::id);
  return found == phone.groups.end() ? words::one_line(id, 40) : shown_group(*found);
}

Judgements judge(const Scene& scene, const Dataset<model::TrafficChanges>& known,
                 const Dataset<model::PhoneNumbers>& phone) {
  if (!known.complete()) return {not_assessed(the_instance(scene), why_unknown(DatasetId::traffic_changes, known.gap))};
  const model::TrafficChanges& changes = *known.value;
  const std::string days = words::days(changes.window), region = words::one_line(scene.instance.region, 20);
  Judgement judgement;
  judgement.resource = the_instance(scene);
  if (changes.changes.empty()) {
    judgement.status = Status::warn;
    judgement.headline = fmt::format("Moving calls to the other Region was not tried in {}", days);
    judgement.observed = fmt::format(
        "CloudTrail has no call of {} in {} in the last {}. Moving calls away and back "
        "leaves one in each Region.",
        change, region, days);
  } else {
    const auto& last = changes.changes.front();
    judgement.status = Status::pass;
    judgement.observed =
        fmt::format("The traffic distribution was changed {} in the last {}, last on {}, of {}.",
                    words::times(std::int64_t(changes.changes.size())), days, words::moment(last.at),
                    phone.known() ? name_of(*phone.value, last.group_id) : words::one_line(last.group_id, 40));
  }
  judgement.measured = {.value = double(changes.changes.size()), .unit = "changes", .lower_is_worse = true};
  judgement.limit = fmt::format("A change of the traffic distribution in {}", days);
  judgement.evidence = fmt::format("cloudtrail:LookupEvents, {}", change);
  judgement.console_url = model::console::cloudtrail(scene.instance, change);
  judgement.command =
      aws_command(scene, "cloudtrail lookup-events",
                  {{"lookup-attributes", "AttributeKey=EventName,AttributeValue=UpdateTrafficDistribution"}});
  return {judgement};
}

}  // namespace

const Check failover_exercise = on<judge, &Inventory::traffic_changes, &Inventory::phone_numbers>(
    {
        .id = "failover_exercise",
        .component = "resilience",
        .title = "Last exercise of a failover",
        .pillar = Pillar::resilience,
        .severity = Severity::low,
        .why = "Functions, bots, quotas and people that are not ready in the other Region are found in an exercise, or "
               "in an outage.",
        .remedy = "Move a part of calls and agents to the other Region in a quiet hour, take test calls there, and "
                  "move them back. Every three months is a good habit.",
        .action = "Try a failover in a quiet hour",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/update-telephony-traffic-distribution.html",
                  "https://docs.aws.amazon.com/connect/latest/adminguide/update-agents-across-regions.html"},
    },
    moot_when<without_groups, &Inventory::phone_numbers>());

}  // namespace checks

#include <fmt/format.h>

#include "checks/resilience/global_use.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::DatasetId;

// What AWS moves from an instance to a group: numbers for calls that were claimed here.
// https://docs.aws.amazon.com/connect/latest/adminguide/claim-phone-numbers-traffic-distribution-groups.html
bool can_be_moved(const model::PhoneNumber& number) {
  return number.source_arn.empty() && (number.type == "DID" || number.type == "TOLL_FREE");
}

void judge_numbers(const model::PhoneNumbers& phone, Judgement& judgement) {
  std::int64_t all = 0;
  std::vector<std::string> outside;
  for (const auto& number : phone.numbers) {
    if (!can_be_moved(number)) continue;
    ++all;
    if (number.group.empty()) outside.push_back(number.e164);
  }
  const auto numbers = words::counted(all, "number");
  if (all == 0) {
    judgement.status = Status::not_applicable;
    judgement.observed = "The instance has no toll-free or direct dial numbers of its own.";
  } else if (outside.empty()) {
    judgement.status = Status::pass;
    judgement.observed =
        fmt::format("{} in traffic distribution groups.", words::counted(double(all), "number is", "numbers are"));
  } else {
    const auto count = std::int64_t(outside.size());
    judgement.status = Status::warn;
    judgement.headline = fmt::format("{} of {} {} here when calls are moved to the other Region", words::count(count),
                                     numbers, count == 1 ? "stays" : "stay");
    judgement.observed =
        fmt::format("{} of {} in no traffic distribution group: {}.", words::count(count),
                    count == 1 ? fmt::format("{} is", numbers) : fmt::format("{} are", numbers), words::list(outside));
  }
  judgement.measured = {.value = double(outside.size()), .unit = "numbers"};
}

Judgements judge(const Scene& scene, const Dataset<model::PhoneNumbers>& phone,
                 const model::InstanceDetails& instance) {
  if (model::other_regions(instance, scene.instance.region).empty()) return {no_replica(scene)};
  if (model::is_replica(instance, scene.instance.region)) {
    return {not_applicable(the_instance(scene),
                           fmt::format("Numbers of the Region where the instance was made alone can be in a group: "
                                       "review that in {}.",
                                       words::one_line(instance.replication->source_region, 20)))};
  }
  if (!phone.known()) return {not_assessed(the_instance(scene), why_unknown(DatasetId::phone_numbers, phone.gap))};
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judge_numbers(*phone.value, judgement);
  if (phone.gap && judgement.status != Status::warn) {
    leave_open(judgement, *phone.gap);
    judgement.measured.reset();
  } else if (phone.gap) {
    judgement.observed += " Only a part of the numbers was read.";
  }
  judgement.limit = "Every toll-free and direct dial number in a traffic distribution group";
  judgement.evidence = "connect:ListPhoneNumbersV2, TargetArn";
  judgement.console_url = phone_numbers_page(scene);
  judgement.command =
      aws_command(scene, "connect list-traffic-distribution-groups", {{"instance-id", scene.instance.instance_id}});
  return {judgement};
}

}  // namespace

const Check numbers_in_groups = on<judge, &Inventory::phone_numbers, &Inventory::instance>(
    {
        .id = "numbers_in_groups",
        .component = "resilience",
        .title = "Numbers in traffic distribution groups",
        .pillar = Pillar::resilience,
        .severity = Severity::medium,
        .why = "Calls to a number that is claimed to the instance end with its Region: the replica never gets them.",
        .remedy =
            "Assign the numbers that callers depend on to a traffic distribution group with update-phone-number, in a "
            "quiet hour, and at once give each its flow again with associate-phone-number-contact-flow: the flow "
            "does not move along. Where a number may be lost for hours, such as one for tests, mute this finding.",
        .action = "Assign the numbers to a group",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/"
                  "claim-phone-numbers-traffic-distribution-groups.html"},
    },
    moot_when<without_replica, &Inventory::instance>());

}  // namespace checks

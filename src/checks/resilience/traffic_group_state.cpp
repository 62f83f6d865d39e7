#include <algorithm>
#include <fmt/format.h>

#include "checks/resilience/global_use.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using model::TrafficDistributionGroup;

// https://docs.aws.amazon.com/connect/latest/APIReference/API_TrafficDistributionGroupSummary.html
Status status_of(const TrafficDistributionGroup& group) {
  static constexpr std::string_view on_the_way[] = {"CREATION_IN_PROGRESS", "UPDATE_IN_PROGRESS", "PENDING_DELETION"};
  if (group.status == "ACTIVE") return Status::pass;
  if (group.status == "CREATION_FAILED" || group.status == "DELETION_FAILED") return Status::fail;
  const bool is_known = std::ranges::find(on_the_way, group.status) != std::end(on_the_way);
  return is_known ? Status::info : Status::not_assessed;
}

Status worst_of(const std::vector<TrafficDistributionGroup>& groups) {
  for (const Status status : {Status::fail, Status::not_assessed, Status::info}) {
    if (std::ranges::find(groups, status, status_of) != groups.end()) return status;
  }
  return Status::pass;
}

std::string told(const std::vector<TrafficDistributionGroup>& groups) {
  std::vector<std::string> states;
  for (const auto& group : groups)
    states.push_back(fmt::format("{}: {}", shown_group(group), words::spelled_out(group.status)));
  return words::sentence(words::list(states));
}

void tell_failed(const std::vector<TrafficDistributionGroup>& groups, Judgement& judgement) {
  const auto failed = std::ranges::find(groups, Status::fail, status_of);
  const bool is_creation = failed->status == "CREATION_FAILED";
  judgement.headline = headline("Traffic distribution group ", {"group", failed->id, shown_group(*failed)},
                                is_creation ? " could not be created" : " could not be deleted");
  if (!is_creation) judgement.severity = Severity::low;
  judgement.measured = {.value = double(std::ranges::count(groups, Status::fail, status_of)), .unit = "groups"};
}

Judgements judge(const Scene& scene, const model::PhoneNumbers& phone) {
  const auto& groups = phone.groups;
  if (groups.empty()) return {no_groups(scene)};
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.status = worst_of(groups);
  judgement.observed = told(groups);
  if (judgement.status == Status::fail) tell_failed(groups, judgement);
  if (judgement.status == Status::not_assessed) {
    const auto unknown = std::ranges::find(groups, Status::not_assessed, status_of);
    judgement.reason = fmt::format("The state {} of a traffic distribution group is not one that this review knows.",
                                   words::in_quotes(unknown->status));
  }
  judgement.limit = "ACTIVE for every group";
  judgement.evidence = "connect:ListTrafficDistributionGroups";
  judgement.command =
      aws_command(scene, "connect list-traffic-distribution-groups", {{"instance-id", scene.instance.instance_id}});
  return {judgement};
}

}  // namespace

const Check traffic_group_state = on<judge, &Inventory::phone_numbers>(
    {
        .id = "traffic_group_state",
        .component = "resilience",
        .title = "Traffic distribution groups",
        .pillar = Pillar::resilience,
        .severity = Severity::high,
        .why = "Only through an active traffic distribution group can calls and agents be moved to the other Region.",
        .remedy = "Delete the group and create it again in the Region where the instance was made. If that fails too, "
                  "open a case with AWS Support.",
        .action = "Create the group again",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/setup-traffic-distribution-groups.html"},
    },
    moot_when<without_groups, &Inventory::phone_numbers>());

}  // namespace checks

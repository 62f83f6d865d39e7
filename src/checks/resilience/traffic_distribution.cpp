#include <algorithm>
#include <fmt/format.h>

#include "checks/resilience/global_use.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using model::DatasetId;
using model::TrafficDistribution;
using model::TrafficDistributionGroup;
using model::TrafficDistributions;

struct Group {
  const TrafficDistributionGroup* group;
  const TrafficDistribution* distribution;  // that is known
};

struct Groups {
  std::vector<Group> read;
  std::optional<Gap> gap;  // why that of others is not known
};

// AWS tells the distribution of active groups alone; the state of others is another check's.
Groups groups_of(const model::PhoneNumbers& phone, const TrafficDistributions& distributions) {
  Groups groups;
  for (const auto& group : phone.groups) {
    const auto found = distributions.find(group.id);
    if (found == distributions.end()) continue;
    if (!found->second.gap) {
      groups.read.push_back({&group, &found->second});
    } else if (!groups.gap) {
      groups.gap = found->second.gap;
    }
  }
  return groups;
}

bool is_all_in_one(const Group& one) {
  return std::ranges::any_of(one.distribution->calls, [](const auto& share) { return share.second == 100; });
}

// Agents of every group take calls of every other, and those who are in no group are where the instance was made.
bool has_agents(const Groups& groups, const std::string& region) {
  return std::ranges::any_of(groups.read, [&](const Group& one) {
    const auto found = one.distribution->agents.find(region);
    return found != one.distribution->agents.end() && found->second > 0;
  });
}

struct CallsToNobody {
  const Group* group;
  std::string region;
  std::int64_t percentage;
};

// Says nothing while a group was not read, whose agents may be there, and where AWS tells of no agents at all.
std::optional<CallsToNobody> calls_to_nobody(const Groups& groups, const std::string& source) {
  const bool agents_are_told =
      std::ranges::any_of(groups.read, [](const Group& one) { return !one.distribution->agents.empty(); });
  if (groups.gap || source.empty() || !agents_are_told) return std::nullopt;
  for (const Group& one : groups.read) {
    for (const auto& [region, percentage] : one.distribution->calls) {
      if (percentage > 0 && region != source && !has_agents(groups, region))
        return CallsToNobody{&one, region, percentage};
    }
  }
  return std::nullopt;
}

// Of the default group, which alone decides on it: a Region where agents cannot sign in, beside one where they can.
std::optional<std::string> region_without_sign_in(const Groups& groups) {
  const auto is_default = [](const Group& one) { return one.group->is_default; };
  const auto found = std::ranges::find_if(groups.read, is_default);
  if (found == groups.read.end()) return std::nullopt;
  for (const auto& [region, is_enabled] : found->distribution->sign_in) {
    if (!is_enabled) return region;
  }
  return std::nullopt;
}

std::string told(const Groups& groups) {
  std::vector<std::string> shown;
  for (const Group& one : groups.read)
    shown.push_back(fmt::format("{} ({})", shown_group(*one.group), shown_shares(one.distribution->calls)));
  return shown.empty() ? "" : fmt::format("Calls by group: {}.", words::list(shown));
}

void tell_calls_to_nobody(const CallsToNobody& calls, Judgement& judgement) {
  const std::string region = words::one_line(calls.region, 20);
  judgement.status = Status::warn;
  judgement.headline = headline(fmt::format("{} % of the calls of ", calls.percentage),
                                {"group", calls.group->group->id, shown_group(*calls.group->group)},
                                fmt::format(" go to {}, where no agents are", region));
  judgement.observed += fmt::format(" No group moves agents to {}, and {} % of the calls of {} go there.", region,
                                    calls.percentage, shown_group(*calls.group->group));
  judgement.measured = {.value = double(calls.percentage), .unit = "percent of the calls"};
}

void tell_sign_in(const std::string& without, Judgement& judgement) {
  const std::string region = words::one_line(without, 20);
  judgement.status = Status::warn;
  judgement.headline = fmt::format("Agents cannot sign in through {}", region);
  judgement.observed +=
      fmt::format(" Sign-in is switched off for {}: while the other Region fails, nobody can sign in.", region);
  judgement.remedy =
      "Enable sign-in for both Regions in the default traffic distribution group, as AWS recommends for "
      "regular operation.";
  judgement.action = "Enable sign-in in both Regions";
}

// Empty while it is not known.
std::string source_region(const Dataset<model::InstanceDetails>& instance, const std::string& own_region) {
  if (!instance.complete()) return "";
  const auto& replication = instance.value->replication;
  return replication && !replication->source_region.empty() ? replication->source_region : own_region;
}

void judge_groups(const Groups& groups, const Dataset<model::InstanceDetails>& instance, const std::string& own_region,
                  Judgement& judgement) {
  if (const auto calls = calls_to_nobody(groups, source_region(instance, own_region))) {
    tell_calls_to_nobody(*calls, judgement);
  } else if (const auto region = region_without_sign_in(groups)) {
    tell_sign_in(*region, judgement);
  } else if (groups.gap) {
    leave_open(judgement, *groups.gap);
  } else if (instance.gap) {
    leave_open(judgement, *instance.gap);
  } else if (std::ranges::all_of(groups.read, is_all_in_one)) {
    judgement.status = Status::info;
    judgement.observed +=
        " All calls of each group go to one Region. The other one is a standby, which only exercises "
        "show to be ready.";
  } else {
    judgement.status = Status::pass;
    judgement.observed += " Calls go to both Regions all the time.";
  }
}

Judgements judge(const Scene& scene, const model::PhoneNumbers& phone,
                 const Dataset<TrafficDistributions>& distributions, const Dataset<model::InstanceDetails>& instance) {
  if (phone.groups.empty()) return {no_groups(scene)};
  if (!distributions.known()) {
    return {not_assessed(the_instance(scene), why_unknown(DatasetId::traffic_distributions, distributions.gap))};
  }
  const Groups groups = groups_of(phone, *distributions.value);
  if (groups.read.empty() && !groups.gap)
    return {not_applicable(the_instance(scene), "The instance is in no traffic distribution group that is active.")};
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.observed = told(groups);
  judge_groups(groups, instance, scene.instance.region, judgement);
  judgement.limit = "Agents and sign-in wherever calls go";
  judgement.evidence = "connect:GetTrafficDistribution";
  if (!groups.read.empty()) {
    judgement.command =
        aws_command(scene, "connect get-traffic-distribution", {{"id", groups.read.front().group->arn}});
  }
  return {judgement};
}

}  // namespace

const Check traffic_distribution =
    on<judge, &Inventory::phone_numbers, &Inventory::traffic_distributions, &Inventory::instance>(
        {
            .id = "traffic_distribution",
            .component = "resilience",
            .title = "Calls and agents by Region",
            .pillar = Pillar::resilience,
            .severity = Severity::medium,
            .why = "Callers who are sent to a Region without agents wait for nobody, and agents who cannot sign in "
                   "anywhere else are lost with their Region.",
            .remedy = "Move agents as well when you move calls: set the agents of the group's traffic distribution to "
                      "the same Regions.",
            .action = "Move agents along with calls",
            .links =
                {"https://docs.aws.amazon.com/connect/latest/adminguide/update-telephony-traffic-distribution.html",
                 "https://docs.aws.amazon.com/connect/latest/adminguide/update-agents-across-regions.html"},
        },
        moot_when<without_groups, &Inventory::phone_numbers>());

}  // namespace checks

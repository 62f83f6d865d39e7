#include <algorithm>
#include <fmt/format.h>

#include "checks/ai/bots.hpp"
#include "checks/resilience/global_use.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::BotReplica;
using model::DatasetId;

// What is known of all bots together.
struct Look {
  std::vector<std::string> bots, without;
  std::optional<Gap> gap;
  std::string unknown_status;
};

Status status_of(const BotReplica& replica) {
  if (replica.status == "Enabled" || replica.status == "Enabling") return Status::pass;
  return replica.status == "Failed" || replica.status == "Deleting" ? Status::warn : Status::not_assessed;
}

std::string state_of(const BotReplica& replica) {
  const bool is_failed = replica.status == "Failed";
  return fmt::format("whose replica {}{}", is_failed ? "has failed" : "is being deleted",
                     words::in_brackets(replica.reason));
}

void take_bot(const std::string& bot, const model::ReplicasOfBot& found, const std::set<std::string>& regions,
              Look& look) {
  const std::string shown = words::one_line(bot, 40);
  look.bots.push_back(shown);
  if (found.gap) {
    if (!look.gap) look.gap = found.gap;
    return;
  }
  const auto replica =
      std::ranges::find_if(found.replicas, [&](const auto& one) { return regions.contains(one.region); });
  if (replica == found.replicas.end()) {
    look.without.push_back(shown);
  } else if (status_of(*replica) == Status::warn) {
    look.without.push_back(fmt::format("{}, {}", shown, state_of(*replica)));
  } else if (status_of(*replica) == Status::not_assessed) {
    look.unknown_status = replica->status;
  }
}

void judge_look(const Look& look, const std::string& regions, Judgement& judgement) {
  const auto all = std::int64_t(look.bots.size());
  if (!look.without.empty()) {
    judgement.status = Status::warn;
    judgement.headline =
        headline(fmt::format("{} of {} {} no replica in ", words::count(std::int64_t(look.without.size())),
                             words::counted(all, "bot"), look.without.size() == 1 ? "has" : "have"),
                 {"region", regions, regions}, "");
    judgement.observed = fmt::format(
        "{}: {}. Flows that run there reach a bot of Amazon Lex V2 by the same id only where it is "
        "replicated, unless they choose another by the Region.",
        judgement.headline, fmt::join(look.without, "; "));
    judgement.measured = {.value = double(look.without.size()), .unit = "bots"};
  } else if (look.gap) {
    leave_open(judgement, *look.gap);
  } else if (!look.unknown_status.empty()) {
    judgement.reason = fmt::format("The state {} of a bot's replica is not one that this review knows.",
                                   words::in_quotes(look.unknown_status));
  } else {
    judgement.status = Status::pass;
    judgement.observed = fmt::format(
        "{} in {}.", words::counted(double(all), "bot in flows has its replica", "bots in flows have their replicas"),
        regions);
    judgement.measured = {.value = 0, .unit = "bots"};
  }
}

Judgements judge(const Scene& scene, const model::InstanceDetails& instance, const Dataset<model::FlowTargets>& targets,
                 const Dataset<model::BotReplicas>& replicas) {
  const auto regions = model::other_regions(instance, scene.instance.region);
  if (regions.empty()) return {no_replica(scene)};
  if (model::is_replica(instance, scene.instance.region)) {
    return {not_applicable(the_instance(scene),
                           fmt::format("The replicas of bots are told where the instance was made: review that in {}.",
                                       words::one_line(instance.replication->source_region, 20)))};
  }
  if (auto none = without_bots(scene, targets)) return {std::move(*none)};
  if (!replicas.known()) return {not_assessed(the_instance(scene), why_unknown(DatasetId::bot_replicas, replicas.gap))};
  Look look;
  for (const auto& [bot, found] : *replicas.value) take_bot(bot, found, regions, look);
  if (!look.gap) look.gap = bots_of(targets).gap;
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judge_look(look, other_regions_shown(scene, instance), judgement);
  judgement.limit = "A replica of each bot that flows name";
  judgement.evidence = "lex:ListBotReplicas";
  if (!look.bots.empty()) {
    judgement.command =
        aws_command(scene, "lexv2-models list-bot-replicas", {{"bot-id", replicas.value->begin()->first}});
  }
  return {judgement};
}

}  // namespace

const Check bot_replicas = on<judge, &Inventory::instance, &Inventory::flow_targets, &Inventory::bot_replicas>(
    {
        .id = "bot_replicas",
        .component = "resilience",
        .title = "Bots in both Regions",
        .pillar = Pillar::resilience,
        .severity = Severity::medium,
        .why = "A flow that cannot reach its bot takes its error branch: after a failover callers meet a contact "
               "centre that does not understand them.",
        .remedy = "Replicate the bots with Amazon Lex Global Resiliency, which keeps their ids, or let the flows "
                  "choose a bot by $.AwsRegion; then mute this finding.",
        .action = "Replicate the bots",
        .links = {"https://docs.aws.amazon.com/lexv2/latest/dg/global-resiliency.html",
                  "https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html"},
    },
    moot_when<without_replica, &Inventory::instance>());

}  // namespace checks

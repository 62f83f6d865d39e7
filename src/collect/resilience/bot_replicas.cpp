#include <fmt/format.h>

#include "aws/operations/lexv2_models.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::BotReplica;
using model::BotReplicas;
using nlohmann::json;
namespace read = base::read;

std::string first_reason(const json& replica) {
  const json& reasons = read::array(replica, "failureReasons");
  return reasons.empty() || !reasons[0].is_string() ? "" : base::printable(reasons[0].get<std::string>(), 200);
}

std::vector<BotReplica> replicas_of_bot(Source& source, const std::string& bot) {
  const auto& operation = aws::lexv2_models::list_bot_replicas;
  const json answer = source.client.call(operation, {{"botId", bot}});
  const json& listed = read::member(answer, "botReplicaSummaries");
  if (!listed.is_array())
    throw base::Error(base::ErrorKind::corrupt, "lex:ListBotReplicas answered no list of replicas");
  std::vector<BotReplica> replicas;
  for (const json& one : listed) {
    replicas.push_back({.region = needed(one, "replicaRegion", operation),
                        .status = read::text(one, "botReplicaStatus"),
                        .reason = first_reason(one)});
  }
  return replicas;
}

// Lex answers in the Region in which the bots were made, which is that of the instance that was.
Dataset<BotReplicas> fetch_bot_replicas(Source& source, const Dataset<model::InstanceDetails>& instance,
                                        const Dataset<model::FlowTargets>& targets) {
  if (!instance.complete()) return Dataset<BotReplicas>::missing(needs_other("replication", instance.gap));
  const std::string& region = source.given.instance_ref.region;
  const bool is_source = !model::is_replica(*instance.value, region);
  if (!is_source || model::other_regions(*instance.value, region).empty()) return Dataset<BotReplicas>::of({});
  if (!targets.known()) return Dataset<BotReplicas>::missing(needs_other("list of bots in flows", targets.gap));
  BotReplicas bots;
  for (const auto& target : *targets.value) {
    const std::string bot = model::bot_id_of(target.named);
    if (target.kind == model::ReferenceKind::lex_bot && target.bot && !bot.empty()) bots.try_emplace(bot);
  }
  ItemGaps gaps;
  for (auto& [bot, found] : bots) {
    found.gap = gaps.of([&] { found.replicas = replicas_of_bot(source, bot); });
  }
  return gaps.dataset(std::move(bots), "bots");
}

}  // namespace

const Collector collectors::bot_replicas =
    collector<&Inventory::bot_replicas, fetch_bot_replicas, &Inventory::instance, &Inventory::flow_targets>(
        "resilience", {&aws::lexv2_models::list_bot_replicas}, Asks::each_item);

}  // namespace collect

#include <algorithm>

#include "checks/ai/bots.hpp"
#include "checks/observability/service_watch.hpp"

namespace checks {
namespace {

// One alarm on any failure is taken for enough. Which operation and language Amazon Connect's calls are counted under
// is not told by what is read of a bot, so that no alarm is proposed.
// https://docs.aws.amazon.com/lexv2/latest/dg/monitoring-cloudwatch.html
const std::vector<WantedSign> signs_of_bot = {
    {.what = "errors",
     .metrics = {"RuntimeSystemErrors", "RuntimeThrottledEvents", "RuntimeLambdaErrors",
                 "RuntimeInvalidLambdaResponses", "RuntimeUserErrors", "RuntimePollyErrors", "MissedUtteranceCount"}}};

ServiceThing bot_thing(const model::FlowTarget& target) {
  const std::string_view ids = ids_of_bot(target);
  const auto slash = std::min(ids.find('/'), ids.size());
  return {.metric_namespace = "AWS/Lex",
          .dimension = "BotId",
          .name = std::string(ids.substr(0, slash)),
          .shown = shown_bot(target),
          .narrower = {{"BotAliasId", std::string(ids.substr(std::min(slash + 1, ids.size())))}},
          .part = "BotVersion",
          .signs = &signs_of_bot};
}

Judgements judge(const Scene& scene, const Dataset<model::FlowTargets>& targets, Known<model::Alarms> alarms,
                 const Dataset<model::Metrics>& metrics) {
  if (auto judgement = without_bots(scene, targets)) return {std::move(*judgement)};
  const Bots bots = bots_of(targets);
  ServiceThings all = {
      .noun = "bot", .which = "asked by flows", .none = "Live flows ask no bot.", .things = {}, .gap = bots.gap};
  for (const model::FlowTarget* target : bots.read) {
    if (auto gap = gap_of_alarms_on(scene, target->named)) {
      if (!all.gap) all.gap = std::move(gap);
    } else {
      all.things.push_back(bot_thing(*target));
    }
  }
  return judge_service_watch(scene, all, alarms, metrics);
}

}  // namespace

const Check bot_alarms = on<judge, &Inventory::flow_targets, &Inventory::alarms, &Inventory::metrics>({
    .id = "bot_alarms",
    .component = "observability",
    .title = "Alarms on Amazon Lex bots that flows ask",
    .pillar = Pillar::observability,
    .severity = Severity::low,
    .why =
        "When a bot fails, is throttled or understands nobody, callers hear the flow's error branch, and nothing else "
        "tells of it.",
    .remedy = "Create a CloudWatch alarm on the bot's RuntimeSystemErrors, RuntimeThrottledEvents or "
              "MissedUtteranceCount, with the dimensions under which CloudWatch has data of the bot, and let it tell "
              "those who are on call.",
    .action = "Create an alarm on each bot",
    .links = {"https://docs.aws.amazon.com/lexv2/latest/dg/monitoring-cloudwatch.html"},
});

}  // namespace checks

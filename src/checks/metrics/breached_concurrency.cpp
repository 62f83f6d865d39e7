#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "checks/metrics/metric_check.hpp"
#include "checks/quota/quota_check.hpp"
#include "words/moments.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

struct Channel {
  const char* name;
  std::string_view quota;  // its row's key
  Counter counter;
};

constexpr Channel channels[] = {
    {"Calls",
     "concurrent_calls",
     {"CallsBreachingConcurrencyQuota", "call over the quota", "calls over the quota", "No call over the quota",
      "ConcurrentCalls", "calls"}},
    {"Chats",
     "concurrent_chats",
     {"ChatsBreachingActiveChatQuota", "chat over the quota", "chats over the quota", "No chat over the quota",
      "ConcurrentActiveChats", "chats"}},
    {"Tasks",
     "concurrent_tasks",
     {"TasksBreachingConcurrencyQuota", "task over the quota", "tasks over the quota", "No task over the quota",
      "ConcurrentTasks", "tasks"}},
};

// The quota was full, so that what is in use is at least the quota.
void ask_for_more(const Scene& scene, const Dataset<model::ServiceQuotas>& quotas, const Channel& channel,
                  Judgement& judgement) {
  if (!quotas.complete()) return;  // a part of the lists may lack the quota that was applied
  const model::QuotaRow& row = *std::ranges::find(model::quota_rows, channel.quota, &model::QuotaRow::key);
  const auto limit = model::effective_limit(*quotas.value, row, scene.instance.arn);
  if (!limit || !limit->adjustable) return;
  const double desired = desired_limit(limit->value, limit->value);
  judgement.command = increase_command(scene, row, desired);
  judgement.action = increase_action(row, desired);
}

Judgement judge_channel(const Scene& scene, const model::Metrics& metrics, const Dataset<model::ServiceQuotas>& quotas,
                        const Channel& channel) {
  const std::string_view metric = channel.counter.metric;
  Judgement judgement =
      judge_counter(scene, metrics, {"metric", std::string(metric), channel.name}, channel.counter, none_allowed);
  if (judgement.status != Status::fail) return judgement;
  const Total total = total_of(metrics, metric);
  judgement.headline = fmt::format("{} exceeded their quota {}, last on {}", channel.name,
                                   words::times(std::llround(*total.value)), words::hour(total.last->at));
  ask_for_more(scene, quotas, channel, judgement);
  return judgement;
}

Judgements judge(const Scene& scene, const model::Metrics& metrics, const Dataset<model::ServiceQuotas>& quotas) {
  Judgements judgements;
  for (const Channel& channel : channels) judgements.push_back(judge_channel(scene, metrics, quotas, channel));
  return judgements;
}

}  // namespace

const Check breached_concurrency = on<judge, &Inventory::metrics, &Inventory::quotas>({
    .id = "breached_concurrency",
    .component = "metrics",
    .title = "Contacts over the concurrency quota",
    .pillar = Pillar::capacity,
    .severity = Severity::critical,
    .why = "Each of these contacts came when the quota was full and was refused: a customer who did not get through.",
    .remedy =
        "Ask AWS to raise the quota for contacts at the same time. An increase takes from a few days to several weeks.",
    .action = "Ask AWS for a higher quota",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html"},
});

}  // namespace checks

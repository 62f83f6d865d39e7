#include "checks/metrics/metric_check.hpp"

namespace checks {
namespace {

constexpr std::string_view none = "None";
constexpr Counter counters[] = {
    {"CallsBreachingConcurrencyQuota", "call over the quota", "calls over the quota", none, "ConcurrentCalls", "calls"},
    {"ChatsBreachingActiveChatQuota", "chat over the quota", "chats over the quota", none, "ConcurrentActiveChats",
     "chats"},
    {"TasksBreachingConcurrencyQuota", "task over the quota", "tasks over the quota", none, "ConcurrentTasks", "tasks"},
};

Judgements judge(const Scene& scene, const model::Metrics& metrics) {
  Judgements judgements;
  for (const Counter& counter : counters) {
    const std::string metric(counter.metric);
    judgements.push_back(judge_counter(scene, metrics, {"metric", metric, metric}, counter, none_allowed));
  }
  return judgements;
}

}  // namespace

const Check breached_concurrency = on<judge, &Inventory::metrics>({
    .id = "breached_concurrency",
    .component = "metrics",
    .title = "Contacts over the concurrency quota",
    .pillar = Pillar::capacity,
    .severity = Severity::critical,
    .why = "Each of these contacts came when the quota was full and was refused: a customer who did not get through.",
    .remedy =
        "Ask AWS to raise the quota for contacts at the same time. An increase takes from some days to several weeks.",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html"},
});

}  // namespace checks

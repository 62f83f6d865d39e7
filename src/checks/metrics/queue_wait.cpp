#include <fmt/format.h>

#include "base/timestamp.hpp"
#include "checks/metrics/metric_check.hpp"
#include "model/console.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr std::string_view metric = "LongestQueueWaitTime";
constexpr Threshold warn{.check = "queue_wait",
                         .id = "warn",
                         .value = 120,
                         .unit = "seconds",
                         .what = "A longer wait is a warning.",
                         .most = 86'400};

Judgement judge_queue(const Scene& scene, const model::Metrics& metrics, const model::Queue& queue,
                      const model::MetricPoint& longest) {
  Judgement judgement;
  judgement.status = longest.value > warn.in(scene) ? Status::warn : Status::pass;
  judgement.resource = {"queue", queue.id, queue.name};
  judgement.measured = {longest.value, "seconds", warn.in(scene)};
  if (judgement.status == Status::warn) {
    judgement.headline =
        headline(fmt::format("Customers waited up to {} in ", words::seconds(longest.value)), judgement.resource, "");
  }
  judgement.observed =
      fmt::format("The longest wait was {}, in the hour from {}.", words::counted(longest.value, "second", "seconds"),
                  base::to_minute_text(longest.at));
  judgement.limit =
      fmt::format("{}, the line that this review draws", words::counted(warn.in(scene), "second", "seconds"));
  judgement.evidence = metric_evidence(metrics, metric);
  judgement.console_url = model::console::metrics(scene.instance);
  return judgement;
}

Judgements judge(const Scene& scene, const model::Queues& queues, const model::Metrics& metrics) {
  if (queues.empty()) return {not_applicable(the_instance(scene), "The instance has no queues.")};
  Judgements judgements;
  Unmeasured unmeasured;
  for (const auto& queue : queues) {
    if (!model::is_published_name(queue.name)) {
      unmeasured.unpublished.push_back(queue.name);
      continue;
    }
    const auto* series = model::find(metrics, metric, "Maximum", queue.name);
    const auto longest = model::peak(series);
    // A short wait in the part that CloudWatch did answer proves nothing.
    if (longest && (!series->gap || longest->value > warn.in(scene))) {
      judgements.push_back(judge_queue(scene, metrics, queue, *longest));
    } else if (model::is_silent(metrics, metric, "Maximum", queue.name) &&
               model::traffic_by(metrics, "QueueSize", queue.name) == model::Traffic::none) {
      unmeasured.idle.push_back(queue.name);
    } else {
      unmeasured.add_without_data(queue.name, series == nullptr ? std::nullopt : series->gap);
    }
  }
  add_idle_queues(judgements, unmeasured, metric);
  add_unmeasured(judgements, unmeasured, "queue", metric);
  return judgements;
}

}  // namespace

const Check queue_wait = on<judge, &Inventory::queues, &Inventory::metrics>({
    .id = "queue_wait",
    .component = "metrics",
    .title = "Longest wait in a queue",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::medium,
    .why = "Customers who wait long hang up and call again, which makes the queue longer still.",
    .remedy =
        "Look at the staffing of this queue in that hour. Offer a callback when the wait is long, or let a second "
        "group of agents help.",
    .action = "Offer a callback, or add agents",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html"},
    .thresholds = {warn},
});

}  // namespace checks

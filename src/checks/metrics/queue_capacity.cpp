#include <fmt/format.h>

#include "checks/metrics/metric_check.hpp"
#include "model/console.hpp"
#include "words/moments.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr std::string_view metric = "QueueCapacityExceededError";

Judgement start(const Scene& scene, const model::Metrics& metrics, Status status, Resource resource) {
  Judgement judgement;
  judgement.status = status;
  judgement.resource = std::move(resource);
  judgement.limit = "No contact is refused because a queue is full";
  judgement.evidence = metric_evidence(metrics, metric);
  judgement.console_url = model::console::metrics(scene.instance);
  return judgement;
}

Judgement full(const Scene& scene, const model::Metrics& metrics, const model::Queue& queue, double refused) {
  Judgement judgement = start(scene, metrics, Status::fail, {"queue", queue.id, queue.name});
  judgement.headline = headline("", judgement.resource,
                                fmt::format(" was full: {} refused", words::counted(refused, "contact", "contacts")));
  judgement.measured = {.value = refused, .unit = "refused contacts"};
  judgement.observed =
      fmt::format("{} refused in {} because the queue was full.",
                  words::counted(refused, "contact was", "contacts were"), words::days(metrics.window));
  // How many contacts the queue should take is not ours to say: the command shows how many it takes.
  judgement.command = aws_command(scene, "connect describe-queue",
                                  {{"instance-id", scene.instance.instance_id}, {"queue-id", queue.id}});
  return judgement;
}

Judgement none_full(const Scene& scene, const model::Metrics& metrics, double measured) {
  Judgement judgement = start(scene, metrics, Status::pass, the_instance(scene));
  judgement.measured = {.value = 0, .unit = "refused contacts"};
  judgement.observed = fmt::format("No contact was refused in the {} that CloudWatch has data for.",
                                   words::counted(measured, "queue", "queues"));
  return judgement;
}

Judgements judge(const Scene& scene, const model::Queues& queues, const model::Metrics& metrics) {
  if (queues.empty()) return {not_applicable(the_instance(scene), "The instance has no queues.")};
  Judgements judgements;
  Unmeasured unmeasured;
  double measured = 0;
  for (const auto& queue : queues) {
    if (!model::is_published_name(queue.name)) {
      unmeasured.unpublished.push_back(queue.name);
      continue;
    }
    const Total total = total_of(metrics, metric, queue.name);
    const auto waited = model::traffic_by(metrics, "QueueSize", queue.name);
    const bool is_silent = model::is_silent(metrics, metric, "Sum", queue.name);
    if (total.value && *total.value > 0) {
      judgements.push_back(full(scene, metrics, queue, *total.value));
    } else if (total.complete() || (is_silent && waited == model::Traffic::some)) {
      ++measured;
    } else if (is_silent && waited == model::Traffic::none) {
      unmeasured.idle.push_back(queue.name);
    } else {
      unmeasured.add_without_data(queue.name, total.gap);
    }
  }
  // A queue of which CloudWatch did not tell all may have been full.
  if (judgements.empty() && measured > 0 && !unmeasured.gap) judgements.push_back(none_full(scene, metrics, measured));
  add_idle_queues(judgements, unmeasured, metric);
  add_unmeasured(judgements, unmeasured, "queue", metric);
  return judgements;
}

}  // namespace

const Check queue_capacity = on<judge, &Inventory::queues, &Inventory::metrics>({
    .id = "queue_capacity",
    .component = "metrics",
    .title = "Queues that were full",
    .pillar = Pillar::capacity,
    .severity = Severity::high,
    .why = "A contact that finds its queue full is turned away by the flow's error branch, often without a word.",
    .remedy = "Raise or remove the queue's limit on contacts, and give the error branch of the transfer to the queue a "
              "good answer, such as a callback.",
    .action = "Raise the queue's limit of contacts",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html"},
});

}  // namespace checks

#include "checks/metric_check.hpp"
#include "checks/wording.hpp"
#include "model/console.hpp"

namespace checks {
namespace {

constexpr std::string_view metric = "QueueCapacityExceededError";

Judgement start(const Inventory& inventory, Status status, Resource resource) {
  Judgement judgement;
  judgement.status = status;
  judgement.resource = std::move(resource);
  judgement.limit = "No contact is refused because a queue is full";
  judgement.evidence = metric_evidence(*inventory.metrics.value, metric);
  judgement.console_url = model::console::metrics(inventory.instance_ref);
  return judgement;
}

Judgement full(const Inventory& inventory, const model::Queue& queue, double refused) {
  Judgement judgement = start(inventory, Status::fail, {"queue", queue.id, queue.name});
  judgement.observed = count(refused, "contact was", "contacts were") + " refused in " +
                       days(inventory.metrics.value->window) + " because the queue was full.";
  judgement.command = aws_command(inventory, "connect describe-queue",
                                  {{"instance-id", inventory.instance_ref.instance_id}, {"queue-id", queue.id}});
  return judgement;
}

Judgement none_full(const Inventory& inventory, double measured) {
  Judgement judgement = start(inventory, Status::pass, the_instance(inventory));
  judgement.observed =
      "No contact was refused in the " + count(measured, "queue", "queues") + " that CloudWatch has data for.";
  return judgement;
}

Judgements judge(const Inventory& inventory) {
  if (inventory.queues.value->empty()) return {not_applicable(the_instance(inventory), "The instance has no queues.")};
  Judgements judgements;
  Unmeasured unmeasured;
  double measured = 0;
  for (const auto& queue : *inventory.queues.value) {
    if (!model::is_published_name(queue.name)) {
      unmeasured.unpublished.push_back(queue.name);
      continue;
    }
    const Total total = total_of(*inventory.metrics.value, metric, queue.name);
    if (total.value && *total.value > 0) {
      judgements.push_back(full(inventory, queue, *total.value));
    } else if (total.complete()) {
      ++measured;
    } else {
      unmeasured.add_without_data(queue.name, total.gap);
    }
  }
  if (judgements.empty() && measured > 0) judgements.push_back(none_full(inventory, measured));
  add_unmeasured(judgements, unmeasured, "queues", metric);
  return judgements;
}

}  // namespace

const Check queue_capacity = {
    .id = "queue_capacity",
    .component = "metrics",
    .title = "Queues that were full",
    .pillar = Pillar::capacity,
    .severity = Severity::high,
    .why = "A contact that finds its queue full is turned away by the flow's error branch, often without a word.",
    .remedy =
        "Raise the queue's limit of contacts or take it away, and give the error branch of the transfer to the queue a "
        "good answer, such as a callback.",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html"},
    .needs = {NEEDS(queues), NEEDS(metrics)},
    .judge = judge,
};

}  // namespace checks

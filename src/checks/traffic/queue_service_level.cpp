#include <fmt/format.h>

#include "checks/traffic/contact_figures.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

// Contact centres commonly aim at 80 % within 20 seconds. No standard says it, and this line is drawn further out.
constexpr Threshold warn{.check = "queue_service_level",
                         .id = "warn",
                         .value = 80,
                         .unit = "percent of a queue's calls and chats",
                         .what = "Fewer that wait for at most 60 seconds are a warning.",
                         .most = 100};

Judgement judge_queue(const Scene& scene, const Waiting& waiting) {
  if (!waiting.in_time) return not_assessed(waiting.queue, "AWS did not say the queue's service level");
  const std::string at_most = fmt::format("{} seconds", model::service_level_seconds);
  Judgement judgement;
  judgement.status = *waiting.in_time < warn.in(scene) ? Status::warn : Status::pass;
  judgement.resource = waiting.queue;
  judgement.observed = fmt::format(
      "{} of {} calls and chats were taken from the queue within {}: answered, given up, or exchanged for a "
      "callback.",
      words::percentage(*waiting.in_time), words::number(waiting.queued), at_most);
  judgement.measured = {*waiting.in_time, "percent", warn.in(scene), true};
  judgement.limit =
      fmt::format("At least {} % within {}, the line that this review draws", words::number(warn.in(scene)), at_most);
  judgement.command = traffic_command(scene, "QUEUE", waiting.queue, "AVG_QUEUE_ANSWER_TIME", "MAX_QUEUED_TIME");
  if (judgement.status == Status::warn) {
    judgement.headline =
        headline(fmt::format("Only {} of {} contacts waited under {} in ", words::percentage(*waiting.in_time),
                             words::number(waiting.queued), at_most),
                 waiting.queue, "");
  }
  return judgement;
}

Judgements judge(const Scene& scene, const model::QueueContacts& contacts) {
  return judge_waiting(scene, contacts, judge_queue);
}

}  // namespace

const Check queue_service_level = on<judge, &Inventory::queue_contacts>({
    .id = "queue_service_level",
    .component = "traffic",
    .title = "Service level of queues",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::low,
    .why =
        "The longer most customers wait, the more of them give up, and the less patient are those whom agents reach.",
    .remedy =
        "Compare the hours in which customers wait with the agents on shift. Put the queue's most urgent contacts first by "
        "priority, or let a second group of agents help. Where the queue's own goal is another, set "
        "[checks.queue_service_level] warn.",
    .action = "Staff the queue for its busy hours",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/routing-profiles.html"},
    .thresholds = {warn},
});

}  // namespace checks

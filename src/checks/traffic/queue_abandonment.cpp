#include <fmt/format.h>

#include "checks/traffic/contact_figures.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

// Contact centres commonly aim at 5 to 8 %. No standard says it.
constexpr Threshold warn{.check = "queue_abandonment",
                         .id = "warn",
                         .value = 8,
                         .unit = "percent of a queue's calls and chats",
                         .what = "More that were abandoned are a warning.",
                         .most = 100};
constexpr Threshold fail{.check = "queue_abandonment",
                         .id = "fail",
                         .value = 20,
                         .unit = "percent of a queue's calls and chats",
                         .what = "More are a failure, where at least 100 waited.",
                         .most = 100};
constexpr double enough_to_fail = 100;

Status status_of(const Scene& scene, double share, double queued) {
  if (share > fail.in(scene) && queued >= enough_to_fail) return Status::fail;
  return share > warn.in(scene) ? Status::warn : Status::pass;
}

Judgement judge_queue(const Scene& scene, const Waiting& waiting) {
  if (!waiting.abandoned)
    return not_assessed(waiting.queue, "AWS did not say how many of the queue's contacts were abandoned");
  const double share = 100 * *waiting.abandoned / waiting.queued;
  Judgement judgement;
  judgement.status = status_of(scene, share, waiting.queued);
  judgement.resource = waiting.queue;
  judgement.observed = fmt::format(
      "{} of {} calls and chats that waited were abandoned, {}. One that was exchanged for a callback is not counted.",
      words::number(*waiting.abandoned), words::number(waiting.queued), words::percentage(share));
  judgement.measured = {share, "percent", warn.in(scene)};
  judgement.limit =
      fmt::format("At most {} %, the line that this review draws; more than {} % of at least {} is a failure",
                  words::number(warn.in(scene)), words::number(fail.in(scene)), words::number(enough_to_fail));
  judgement.command = traffic_command(scene, "QUEUE", waiting.queue, "CONTACTS_ABANDONED", "CONTACTS_QUEUED");
  if (judgement.status == Status::fail) judgement.severity = Severity::high;
  if (judgement.status != Status::pass) {
    judgement.headline = headline(
        fmt::format("{} of {} contacts were abandoned in ", words::percentage(share), words::number(waiting.queued)),
        waiting.queue, "");
  }
  return judgement;
}

Judgements judge(const Scene& scene, const model::QueueContacts& contacts) {
  return judge_waiting(scene, contacts, judge_queue);
}

}  // namespace

const Check queue_abandonment = on<judge, &Inventory::queue_contacts>({
    .id = "queue_abandonment",
    .component = "traffic",
    .title = "Abandoned calls and chats",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::medium,
    .why = "Who gives up in the queue was not helped: they call again, write elsewhere or stay away.",
    .remedy =
        "See at which hours contacts are abandoned, and staff these. Say how long the wait is, offer a callback, or let "
        "a second group of agents help.",
    .action = "Staff the queue, or offer a callback",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/setup-queued-cb.html"},
    .thresholds = {warn, fail},
});

}  // namespace checks

#include "checks/flow/flow_disabled_queues.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "checks/flow/live_flows.hpp"
#include "checks/flow/queues_sent_to.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using model::QueueDetail;

bool says_its_status(const QueueDetail& queue) {
  return queue.status == model::enabled_queue || queue.status == model::disabled_queue;
}

Judgements judge(const Scene& scene, const LiveFlows& live, Known<model::QueueDetails> queues) {
  Judgements unknown;
  const auto unsaid = std::ranges::find_if_not(*queues, says_its_status);
  if (unsaid != queues->end()) {
    const Gap gap{model::GapKind::malformed,
                  fmt::format("AWS did not say, in words that this review knows, whether {} is enabled",
                              words::in_quotes(unsaid->name)),
                  ""};
    unknown.push_back(not_assessed({"queues", "status", "Whether queues are enabled"}, gap));
    unknown.back().evidence = "connect:SearchQueues";
  }
  return live.judged(scene, "Every queue that flows send callers to is enabled",
                     disabled_queues(live.followed(), *queues), std::move(unknown));
}

}  // namespace

FlowProblems disabled_queues(const analysis::FollowedFlows& flows, const model::QueueDetails& queues) {
  const auto wrong_with = [&](const std::string& id) -> std::optional<std::string> {
    const auto queue = std::ranges::find(queues, id, &QueueDetail::id);
    if (queue == queues.end() || queue->status != model::disabled_queue) return std::nullopt;
    return fmt::format(": the queue {} is disabled", words::in_quotes(queue->name));
  };
  return problems_of_queues_sent_to(
      flows, wrong_with,
      {Status::fail, " sends callers to a disabled queue", " send callers to disabled queues",
       "A disabled queue takes no new contacts, so that the transfer fails"});
}

const Check flow_disabled_queues = on_made<judge, MakesLiveFlows, &Inventory::queue_details>({
    .id = "flow_disabled_queues",
    .component = "flow",
    .title = "Queues that are disabled",
    .pillar = Pillar::resilience,
    .severity = Severity::high,
    .why = "A disabled queue takes no new contacts. Who is sent there comes to the error branch of the block, and no "
           "agent ever hears of the call.",
    .remedy = "Enable the queue, or send the callers to another one and publish the flow.",
    .action = "Enable the queue, or choose another",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/delete-queue.html",
              "https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateQueueStatus.html"},
});

}  // namespace checks

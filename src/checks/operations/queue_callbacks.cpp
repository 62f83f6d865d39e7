#include <algorithm>

#include "checks/flow/queued_callers.hpp"

namespace checks {
namespace {

using analysis::InstanceGraph;
using analysis::Node;
using analysis::Part;

bool makes_callback(const model::FlowAction& action) {
  return action.type == "CreateCallbackContact";
}

// Connect runs its default customer queue flow where no other is set. It may have been changed into one that offers a
// callback. Nothing where it is not among the flows that were read.
std::optional<bool> is_offered_by_default(const InstanceGraph& graph) {
  const auto& parts = graph.parts();
  const auto found = std::ranges::find_if(
      parts, [](const Part& part) { return part.is_default && part.flow->type == "CUSTOMER_QUEUE"; });
  if (found == parts.end()) return std::nullopt;
  for (Node node = found->first; node < found->end; ++node) {
    if (makes_callback(graph.action(node))) return true;
  }
  return false;
}

// Where the default flow was read it says so, and else nobody knows of flows that were not read.
bool is_sure(const LiveFlows& live) {
  const auto by_default = is_offered_by_default(live.followed().graph);
  return by_default ? !*by_default : !live.unread_gap();
}

Judgements judge(const Scene& scene, const LiveFlows& live) {
  return judge_queued_callers(
      scene, live,
      {.serves = makes_callback,
       .later = analysis::Later::followed,  // what runs while they wait
       .is_sure = is_sure,
       .one_lacks = "offers no callback",
       .many_lack = "offer no callback",
       .others_may = "offer one",
       .fine = "Wherever callers may come into a queue, some block offers a callback, or may do so.",
       .limit = "A callback is offered on some way of those who may wait in a queue",
       .evidence = "connect:DescribeContactFlow"});
}

}  // namespace

const Check queue_callbacks = on_made<judge, MakesLiveFlows>({
    .id = "queue_callbacks",
    .component = "operations",
    .title = "Callbacks for those who wait",
    .pillar = Pillar::cost,
    .severity = Severity::informational,
    .why =
        "Who cannot leave a number has to wait: the call is paid for by the minute, and many hang up and call again.",
    .remedy = "Where callers wait long, let the flow before the queue, or the customer queue flow, offer a callback.",
    .action = "Offer a callback where callers wait long",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/setup-queued-cb.html"},
});

}  // namespace checks

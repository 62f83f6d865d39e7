#include "checks/flow/flow_closed_hours.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "checks/flow/live_flows.hpp"
#include "checks/flow/queues_sent_to.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using analysis::Node;
using model::FlowAction;
using model::ReferenceKind;

bool asks_for_hours(const FlowAction& action) {
  return action.type == "CheckHoursOfOperation";
}

bool names_hours(const FlowAction& action) {
  return std::ranges::any_of(action.references,
                             [](const auto& reference) { return reference.kind == ReferenceKind::hours; });
}

// The block sets a queue whose hours a later block of its flow asks for.
bool has_its_hours_asked_for(const analysis::InstanceGraph& graph, Node node) {
  return std::ranges::any_of(blocks_with_queue_of(graph, node), [&](Node at) {
    return asks_for_hours(graph.action(at)) && !names_hours(graph.action(at));
  });
}

// The hours that contacts would be asked for because of this block.
std::vector<std::string> hours_of(const FlowAction& action, const model::QueueDetails& queues) {
  if (asks_for_hours(action)) return model::named(action, ReferenceKind::hours);
  std::vector<std::string> ids;
  if (action.type != "UpdateContactTargetQueue") return ids;
  for (const std::string& id : model::named(action, ReferenceKind::queue)) {
    const auto queue = std::ranges::find(queues, id, &model::QueueDetail::id);
    if (queue != queues.end()) ids.push_back(queue->hours_id);
  }
  return ids;
}

Judgements judge(const Scene& scene, const LiveFlows& live, Known<model::HoursDetails> hours,
                 Known<model::QueueDetails> queues) {
  return live.judged(scene, "Hours that flows ask for are open at some time of the week",
                     hours_never_open(live.followed(), *hours, *queues));
}

}  // namespace

FlowProblems hours_never_open(const analysis::FollowedFlows& flows, const model::HoursDetails& hours,
                              const model::QueueDetails& queues) {
  const auto wrong_at = [&](Node node) -> std::optional<std::string> {
    const FlowAction& action = flows.graph.action(node);
    for (const std::string& id : hours_of(action, queues)) {
      const auto found = std::ranges::find(hours, id, &model::HoursDetail::id);
      if (found == hours.end() || !never_open(*found)) continue;
      if (!asks_for_hours(action) && !has_its_hours_asked_for(flows.graph, node)) return std::nullopt;
      return fmt::format(": the hours {} are never open", words::in_quotes(found->name));
    }
    return std::nullopt;
  };
  return problems_at(
      flows, wrong_at,
      {Status::warn, " asks for hours that are never open", " ask for hours that are never open",
       "Neither a day of the week nor an override has a time in them, so that all contacts are told that "
       "you are closed"});
}

const Check flow_closed_hours = on_made<judge, MakesLiveFlows, &Inventory::hours_details, &Inventory::queue_details>({
    .id = "flow_closed_hours",
    .component = "flow",
    .title = "Hours that are never open",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why = "A block Check hours of operation takes every contact out by its branch “Out of hours” when its hours have "
           "no time in any day: whatever stands behind “In hours” is never reached.",
    .remedy = "Give the hours their times, or let the block ask for others. Mute this where hours without a time are "
              "your switch to close for good.",
    .action = "Give the hours their times",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/set-hours-operation.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/check-hours-of-operation.html"},
});

}  // namespace checks

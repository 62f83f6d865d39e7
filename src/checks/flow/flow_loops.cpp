#include <algorithm>
#include <fmt/format.h>

#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;

// The agent, or the other side, ends what goes round in a queue flow or on hold; so it may be with what a module says.
bool is_ended_from_outside(const analysis::Part& part, bool speaks) {
  static constexpr std::string_view types[] = {"CUSTOMER_QUEUE", "CUSTOMER_HOLD", "AGENT_HOLD"};
  return std::ranges::find(types, part.flow->type) != std::end(types) || (part.is_module && speaks);
}

FlowProblems find(const FollowedFlows& flows) {
  const auto& graph = flows.graph;
  const auto endless = analysis::endless_circles(graph);
  return problems_of(graph, [&](FlowProblem& problem) {
    const analysis::Part& part = *problem.part;
    Spots spots;
    bool speaks = false;
    for (auto node = std::ranges::lower_bound(endless, part.first); node != endless.end() && *node < part.end; ++node) {
      spots.add(graph.action(*node));
      speaks = speaks || graph.action(*node).speaks;
    }
    if (is_ended_from_outside(part, speaks)) return;
    problem.status = speaks ? Status::warn : Status::fail;
    problem.one = speaks ? " repeats itself for ever" : " goes round for ever";
    problem.many = speaks ? " repeat themselves for ever" : " go round for ever";
    problem.observed =
        fmt::format("{} No way leads out of these blocks unless one fails, and none waits for the caller: {}.",
                    speaks ? "Callers hear the same until they hang up." : "Callers hear nothing.", spots.list());
    problem.spots = std::move(spots);
  });
}

}  // namespace

const Check flow_loops = on_live_flows<loops>({
    .id = "flow_loops",
    .component = "flow",
    .title = "Endless loops in flows",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why = "Callers who come into an endless loop never reach anybody, and each minute of it is paid for.",
    .remedy = "Lead one branch out of the loop: to a queue, to a message and a block Disconnect, or through a block "
              "Loop that counts.",
    .action = "Lead a branch out of the loop",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/loop.html"},
});

const FlowLook loops = {&flow_loops, "Whatever goes round has a way out", find};

}  // namespace checks

#include <fmt/format.h>

#include "analysis/silent_ways.hpp"
#include "base/text.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;
using analysis::Node;
using analysis::Way;

bool is_closed(const Way& way) {
  return way.branch->kind == model::BranchKind::condition && base::lower(way.branch->of) == "false";
}

// What callers meet first: whether some are cut off without hearing, or being asked for, anything, and whether others
// are not.
struct FirstMet {
  bool hang_up = false, something_else = false;
};

FirstMet met_out_of_hours(const analysis::InstanceGraph& graph, const analysis::SilentWays& silent, Node node) {
  FirstMet met;
  if (graph.action(node).type != "CheckHoursOfOperation") return met;
  for (const Way& way : graph.ways(node)) {
    if (!is_closed(way) || way.to == analysis::nowhere) continue;
    met.hang_up = met.hang_up || silent.may_hang_up(way.to);
    met.something_else = met.something_else || silent.may_meet_more(way.to);
  }
  return met;
}

FlowProblems find(const FollowedFlows& flows) {
  const analysis::SilentWays silent(flows.graph);
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    bool all = false;
    for (Node node = problem.part->first; node < problem.part->end; ++node) {
      const FirstMet met = flows.reached[node] ? met_out_of_hours(flows.graph, silent, node) : FirstMet();
      if (!met.hang_up) continue;
      problem.spots.add(flows.graph.action(node), met.something_else ? " (on some ways)" : "");
      all = all || !met.something_else;
    }
    problem.status = Status::warn;
    const auto hangs_up = [&](std::string_view verb) {
      return fmt::format(" {} on {}callers out of hours without a message", verb, all ? "" : "some ");
    };
    problem.one = hangs_up("hangs up");
    problem.many = hangs_up("hang up");
    problem.observed =
        fmt::format("Behind the branch “out of hours” of these blocks nothing is said before the flow hangs up: {}.",
                    problem.spots.list());
  });
}

}  // namespace

const Check flow_closed_message = on_live_flows<closed_message>({
    .id = "flow_closed_message",
    .component = "flow",
    .title = "What callers hear out of hours",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why = "Callers who are cut off out of hours do not know that you are closed, nor when to call again.",
    .remedy = "Play a prompt with your hours behind the branch “Out of hours” of these blocks.",
    .action = "Play a message out of hours",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/check-hours-of-operation.html"},
});

const FlowLook closed_message = {&flow_closed_message, "Callers out of hours are told so", find, false, true};

}  // namespace checks

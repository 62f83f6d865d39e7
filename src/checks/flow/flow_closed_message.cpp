#include <algorithm>
#include <fmt/format.h>

#include "base/text.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;
using analysis::Node;
using analysis::Way;
using model::FlowAction;

bool is_closed(const Way& way) {
  return way.branch->kind == model::BranchKind::condition && base::lower(way.branch->of) == "false";
}

// What callers meet first: whether some are cut off without hearing, or being asked for, anything, and whether others
// are not.
struct FirstMet {
  bool hang_up = false, something_else = false;
};

// Whether nothing was said, asked or done at the block that is more than a step on the way.
bool is_step(const FlowAction& action) {
  return !action.speaks && !model::may_wait(action) && !model::leaves_flow(action) && action.type != "InvokeFlowModule";
}

// In the flow itself and in those that it transfers to. What a module does is its own.
class SilentWays {
 public:
  explicit SilentWays(const analysis::InstanceGraph& graph) : graph_(graph) {}

  FirstMet from(Node start) {
    enter(start);
    for (std::size_t next = 0; next < starts_.size(); ++next) follow(starts_[next]);
    return met_;
  }

 private:
  void enter(Node start) {
    if (std::ranges::find(starts_, start) == starts_.end()) starts_.push_back(start);
  }

  void follow(Node start) {
    const auto takes = [&](Node node, const Way& way) {
      return is_step(graph_.action(node)) && !model::is_failure(*way.branch);
    };
    for (const Node node : analysis::blocks_from(graph_, start, takes)) {
      if (!is_step(graph_.action(node))) meet(node);
    }
  }

  void meet(Node node) {
    if (analysis::hangs_up(graph_, node)) {
      met_.hang_up = true;
      return;
    }
    bool is_transferred = false;
    for (const analysis::Link& link : graph_.links(node)) {
      if (link.kind != analysis::LinkKind::transfer || link.to == nullptr) continue;
      is_transferred = true;
      enter(link.to->start);
    }
    met_.something_else = met_.something_else || !is_transferred;
  }

  const analysis::InstanceGraph& graph_;
  std::vector<Node> starts_;
  FirstMet met_;
};

FirstMet met_out_of_hours(const analysis::InstanceGraph& graph, Node node) {
  FirstMet met;
  if (graph.action(node).type != "CheckHoursOfOperation") return met;
  for (const Way& way : graph.ways(node)) {
    if (!is_closed(way) || way.to == analysis::nowhere) continue;
    const FirstMet there = SilentWays(graph).from(way.to);
    met.hang_up = met.hang_up || there.hang_up;
    met.something_else = met.something_else || there.something_else;
  }
  return met;
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    bool all = false;
    for (Node node = problem.part->first; node < problem.part->end; ++node) {
      const FirstMet met = flows.reached[node] ? met_out_of_hours(flows.graph, node) : FirstMet();
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

const FlowLook closed_message = {&flow_closed_message, "Callers out of hours are told so", find};

}  // namespace checks

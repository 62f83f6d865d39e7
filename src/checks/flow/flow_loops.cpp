#include <algorithm>
#include <fmt/format.h>

#include "analysis/flow_circles.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"
#include "model/flow_waiting.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;
using analysis::Node;
using model::FlowAction;

// The agent, or the other side, ends what goes round in a queue flow or on hold, and so it may be with what a module
// does.
bool is_ended_from_outside(const analysis::Part& part) {
  static constexpr std::string_view types[] = {"CUSTOMER_QUEUE", "CUSTOMER_HOLD", "AGENT_HOLD"};
  return part.is_module || std::ranges::find(types, part.flow->type) != std::end(types);
}

bool speaks(const FlowAction& action) {
  return action.speaks;
}

bool speaks_or_waits(const FlowAction& action) {
  return action.speaks || model::waits_for_the_clock(action);
}

class Loops {
 public:
  explicit Loops(const FollowedFlows& flows)
      : graph_(flows.graph),
        endless_(analysis::endless_circles(graph_)),
        silent_(analysis::endless_circles_without(graph_, speaks)),
        restless_(analysis::endless_circles_without(graph_, speaks_or_waits)),
        refused_(analysis::refused_calls(graph_)) {}

  void look(FlowProblem& problem) const {
    for (const auto& at : {&Loops::at_recursion, &Loops::at_circles, &Loops::at_depth}) {
      if (problem.spots.empty()) (this->*at)(problem);
    }
  }

 private:
  Spots in(const analysis::Part& part, const std::vector<Node>& nodes) const {
    Spots spots;
    for (auto node = std::ranges::lower_bound(nodes, part.first); node != nodes.end() && *node < part.end; ++node) {
      spots.add(graph_.action(*node));
    }
    return spots;
  }

  void at_recursion(FlowProblem& problem) const {
    problem.spots = in(*problem.part, refused_.recursive);
    problem.status = Status::fail;
    problem.one = " leads back into the same module";
    problem.many = " lead back into the same module";
    problem.observed =
        fmt::format("AWS refuses modules that call themselves, directly or through others: {}.", problem.spots.list());
    problem.remedy = "Go back to an earlier block of the module instead, and count the rounds with a block Loop.";
    problem.action = "Call no module from within itself";
  }

  void at_circles(FlowProblem& problem) const {
    problem.spots = in(*problem.part, is_ended_from_outside(*problem.part) ? restless_ : silent_);
    const bool is_silent = !problem.spots.empty();
    if (!is_silent && !is_ended_from_outside(*problem.part)) problem.spots = in(*problem.part, endless_);
    problem.status = is_silent ? Status::fail : Status::warn;
    problem.one = is_silent ? " goes round for ever" : " repeats itself for ever";
    problem.many = is_silent ? " go round for ever" : " repeat themselves for ever";
    problem.observed = fmt::format(
        "{} No way leads out of these blocks unless one fails, and none waits for the caller: {}.",
        is_silent ? "Callers hear nothing." : "Callers hear the same until they hang up.", problem.spots.list());
    problem.remedy = problem.action = {};
  }

  void at_depth(FlowProblem& problem) const {
    problem.spots = in(*problem.part, refused_.too_deep);
    problem.status = Status::warn;
    problem.one = " nests modules too deeply";
    problem.many = " nest modules too deeply";
    problem.observed = fmt::format("Modules can be nested {} levels deep, and these calls go one level deeper: {}.",
                                   analysis::deepest_module, problem.spots.list());
    problem.remedy = "Put what the innermost module does into the one that calls it.";
    problem.action = "Nest modules at most five levels deep";
  }

  const analysis::InstanceGraph& graph_;
  const std::vector<Node> endless_, silent_, restless_;
  const analysis::RefusedCalls refused_;
};

FlowProblems find(const FollowedFlows& flows) {
  const Loops all(flows);
  return problems_of(flows.graph, [&](FlowProblem& problem) { all.look(problem); });
}

}  // namespace

const Check flow_loops = on_live_flows<loops>({
    .id = "flow_loops",
    .component = "flow",
    .title = "Endless loops in flows",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why =
        "Callers who come into an endless loop never reach anybody, and each minute of it is paid for. A module that "
        "calls itself, or modules nested more than five levels deep, fail.",
    .remedy = "Lead one branch out of the loop: to a queue, to a message and a block Disconnect, or through a block "
              "Loop that counts.",
    .action = "Lead a branch out of the loop",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/loop.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-modules.html"},
});

const FlowLook loops = {&flow_loops, "Whatever goes round has a way out, and no module calls itself", find};

}  // namespace checks

#include <fmt/format.h>
#include <set>

#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;
using analysis::Node;
using model::FlowAction;

// Seconds. AWS waits three when the block does not say, and eight at most.
// https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html
constexpr std::int64_t usual_wait = 3, longest_wait = 8, patience = 4;

bool waits_for_function(const FlowAction& action) {
  return action.type == "InvokeLambdaFunction" && !action.is_asynchronous;
}

std::int64_t wait_of(const FlowAction& action) {
  return action.time_limit.value_or(usual_wait);
}

bool is_silent(const FollowedFlows& flows, Node node) {
  return analysis::states_without(flows.arrivals[node].surely, Fact::spoken_to) != 0;
}

// Functions of the same flow that are called next, before the caller hears, or is asked for, anything.
std::vector<Node> functions_after(const FollowedFlows& flows, Node from) {
  std::vector<Node> open = {from}, found;
  std::set<Node> seen = {from};
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    for (const analysis::Way& way : flows.graph.ways(node)) {
      if (way.to == analysis::nowhere || model::is_failure(*way.branch)) continue;
      if (!seen.insert(way.to).second) continue;
      const FlowAction& action = flows.graph.action(way.to);
      if (waits_for_function(action)) {
        found.push_back(way.to);
      } else if (!action.speaks && !model::may_wait(action) && action.type != "InvokeFlowModule") {
        open.push_back(way.to);
      }
    }
  }
  return found;
}

// What is wrong there, if anything.
std::string wrong_with(const FollowedFlows& flows, Node node) {
  const std::int64_t wait = wait_of(flows.graph.action(node));
  if (wait > longest_wait) return fmt::format(" (waits up to {}, AWS allows 8)", words::counted(wait, "second"));
  if (!is_silent(flows, node)) return "";
  for (const Node next : functions_after(flows, node)) {
    const FlowAction& second = flows.graph.action(next);
    if (next == node || !is_silent(flows, next) || wait + wait_of(second) <= patience) continue;
    return fmt::format(" and then {} (up to {} together)", words::in_quotes(second.identifier),
                       words::counted(wait + wait_of(second), "second"));
  }
  return wait > patience ? fmt::format(" (up to {})", words::counted(wait, "second")) : "";
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    for (Node node = problem.part->first; node < problem.part->end; ++node) {
      if (!flows.reached[node] || !waits_for_function(flows.graph.action(node))) continue;
      std::string wrong = wrong_with(flows, node);
      if (!wrong.empty()) problem.spots.add(flows.graph.action(node), std::move(wrong));
    }
    problem.status = Status::warn;
    problem.one = " keeps callers waiting in silence";
    problem.many = " keep callers waiting in silence";
    problem.observed = fmt::format("Nothing is heard while these functions run, from where callers come in: {}.",
                                   problem.spots.list());
  });
}

}  // namespace

const Check flow_lambda_silence = on_live_flows<lambda_silence>({
    .id = "flow_lambda_silence",
    .component = "flow",
    .title = "Silence while Lambda functions run",
    .pillar = Pillar::resilience,
    .severity = Severity::low,
    .why = "Who hears nothing for several seconds after dialling believes that the line is dead, and hangs up.",
    .remedy = "Play a prompt before the function is called, or lower the block's time limit to 4 seconds or less. Call "
              "two functions as one, or let the caller hear something between them.",
    .action = "Play a prompt before the function",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/invoke-lambda-function-block.html"},
});

const FlowLook lambda_silence = {
    &flow_lambda_silence, "Callers hear something before a function may run for more than 4 seconds", find, true};

}  // namespace checks

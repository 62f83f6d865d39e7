#include <fmt/format.h>

#include "checks/flow/flow_look.hpp"
#include "checks/flow/function_wait.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;
using analysis::Node;
using model::FlowAction;

constexpr std::int64_t longest_wait = 8, patience = 4;  // seconds; the first is AWS's

bool is_silent(const FollowedFlows& flows, Node node) {
  return analysis::states_without(flows.arrivals[node].surely, Fact::spoken_to) != 0;
}

// Functions of the same flow that are called next, before the caller hears, or is asked for, anything.
std::vector<Node> functions_after(const FollowedFlows& flows, Node from) {
  const auto goes_on_in_silence = [&](Node node, const analysis::Way& way) {
    const FlowAction& action = flows.graph.action(node);
    const bool is_passed =
        !wait_for_function(action) && !action.speaks && !model::may_wait(action) && action.type != "InvokeFlowModule";
    return (node == from || is_passed) && !model::is_failure(*way.branch);
  };
  std::vector<Node> functions = analysis::blocks_from(flows.graph, from, goes_on_in_silence);
  std::erase_if(functions, [&](Node node) { return node == from || !wait_for_function(flows.graph.action(node)); });
  return functions;
}

std::string seconds(std::int64_t wait) {
  return fmt::format("up to {}{}", words::counted(wait, "second"), wait > longest_wait ? ", AWS allows 8" : "");
}

// Why callers may hear nothing for too long, as it stands in a Spot.
std::optional<std::string> silence_at(const FollowedFlows& flows, Node node, std::int64_t wait) {
  if (!is_silent(flows, node)) return std::nullopt;
  for (const Node next : functions_after(flows, node)) {
    const FlowAction& second = flows.graph.action(next);
    const std::int64_t together = wait + wait_for_function(second).value_or(0);
    if (!is_silent(flows, next) || together <= patience) continue;
    return fmt::format(" and then {} (up to {} together)", words::in_quotes(second.identifier),
                       words::counted(together, "second"));
  }
  if (wait <= patience) return std::nullopt;
  return fmt::format(" ({})", seconds(wait));
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    Spots silent, too_long;
    for (Node node = problem.part->first; node < problem.part->end; ++node) {
      const auto wait = wait_for_function(flows.graph.action(node));
      if (!flows.reached[node] || !wait) continue;
      if (auto silence = silence_at(flows, node, *wait)) {
        silent.add(flows.graph.action(node), *std::move(silence));
      } else if (*wait > longest_wait) {
        too_long.add(flows.graph.action(node), fmt::format(" ({})", seconds(*wait)));
      }
    }
    const bool is_heard = silent.empty();
    problem.status = Status::warn;
    problem.one = is_heard ? " waits longer for a function than AWS allows" : " keeps callers waiting in silence";
    problem.many = is_heard ? " wait longer for a function than AWS allows" : " keep callers waiting in silence";
    if (!is_heard) {
      problem.observed =
          fmt::format("Nothing is heard while these functions run, from where callers come in: {}.", silent.list());
    }
    if (!too_long.empty()) {
      problem.observed +=
          fmt::format("{}AWS publishes no flow today in which a block waits so long for a function: {}.",
                      is_heard ? "" : " ", too_long.list());
    }
    problem.spots = is_heard ? std::move(too_long) : std::move(silent);
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

#include <algorithm>
#include <fmt/format.h>

#include "analysis/flow_silence.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/function_wait.hpp"
#include "checks/flow/live_flows.hpp"
#include "model/flow_waiting.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;
using analysis::Node;
using model::FlowAction;

constexpr std::int64_t longest_wait = 8, patience = 4;  // seconds; the first is AWS's

std::int64_t seconds_at(const FlowAction& action) {
  if (model::waits_for_the_clock(action)) return action.time_limit.value_or(0);
  return wait_for_function(action).value_or(0);
}

// Why callers may hear nothing for too long when the function has run, as it stands in a Spot; `before`: seconds.
std::optional<std::string> silence_with(std::int64_t wait, std::int64_t before) {
  const std::int64_t together = before + std::min(wait, analysis::longest_silence);
  if (together <= patience) return std::nullopt;
  const std::string allowed = wait > longest_wait ? ", AWS allows 8" : "";
  if (before == 0) return fmt::format(" (up to {}{})", words::counted(wait, "second"), allowed);
  if (together >= analysis::longest_silence)
    return fmt::format(" (a minute or more with what is before it{})", allowed);
  return fmt::format(" (up to {}, {} of them before it{})", words::counted(together, "second"), before, allowed);
}

std::string too_long(std::int64_t wait) {
  return fmt::format(" (up to {}, AWS allows {})", words::counted(wait, "second"), longest_wait);
}

void tell_silence(FlowProblem& problem, Spots&& silent) {
  problem.one = " keeps callers waiting in silence";
  problem.many = " keep callers waiting in silence";
  problem.observed =
      fmt::format("Nothing is heard while these functions run, from where callers come in: {}.", silent.list());
  problem.spots = std::move(silent);
}

void tell_refused(FlowProblem& problem, Spots&& refused) {
  const std::string observed =
      fmt::format("AWS publishes no flow today in which a block waits so long for a function: {}.", refused.list());
  if (!problem.spots.empty()) {
    problem.observed += " " + observed;
    return;
  }
  problem.one = " waits longer for a function than AWS allows";
  problem.many = " wait longer for a function than AWS allows";
  problem.observed = observed;
  problem.remedy =
      "Lower the time limits of these blocks to 8 seconds or less, or let the function run on while the flow goes on "
      "(asynchronously).";
  problem.action = "Lower the time limit to 8 seconds";
  problem.spots = std::move(refused);
}

FlowProblems find(const FollowedFlows& flows) {
  const auto before = analysis::silence_before(flows.graph, seconds_at);
  const auto is_silent = [&](Node node) {
    return before[node] && analysis::states_without(flows.arrivals[node].surely, Fact::spoken_to) != 0;
  };
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    Spots silent, refused;
    for (Node node = problem.part->first; node < problem.part->end; ++node) {
      const FlowAction& action = flows.graph.action(node);
      const auto wait = wait_for_function(action);
      if (!flows.reached[node] || !wait) continue;
      auto silence = is_silent(node) ? silence_with(*wait, *before[node]) : std::nullopt;
      if (silence) silent.add(action, *std::move(silence));
      if (!silence && *wait > longest_wait) refused.add(action, too_long(*wait));
    }
    problem.status = Status::warn;
    if (!silent.empty()) tell_silence(problem, std::move(silent));
    if (!refused.empty()) tell_refused(problem, std::move(refused));
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
              "several functions as one, or let the caller hear something between them.",
    .action = "Play a prompt before the function",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/invoke-lambda-function-block.html"},
});

const FlowLook lambda_silence = {
    &flow_lambda_silence, "Callers hear something before a function may run for more than 4 seconds", find, true, true};

}  // namespace checks

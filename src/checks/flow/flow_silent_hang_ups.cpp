#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "analysis/silent_ways.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"
#include "model/flow_waiting.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;
using analysis::Node;
using analysis::SilentWays;
using analysis::Way;
using model::BranchKind;
using model::FlowAction;

bool is_silent_end(const FollowedFlows& flows, Node node) {
  return analysis::hangs_up(flows.graph, node) &&
         analysis::states_without(flows.arrivals[node].surely, Fact::spoken_to) != 0;
}

bool asks_caller(const FlowAction& action) {
  static constexpr std::string_view types[] = {"GetParticipantInput", "ConnectParticipantWithLexBot", "ShowView",
                                               "AuthenticateParticipant"};
  return std::ranges::find(types, action.type) != std::end(types) && model::waits_for_somebody(action);
}

// A fixed flow or module is there unless it has gone, which is a finding of its own.
bool leads_to_chosen_flow(const FlowAction& action) {
  return std::ranges::any_of(action.references, [](const model::FlowReference& reference) {
    const bool is_flow =
        reference.kind == model::ReferenceKind::flow || reference.kind == model::ReferenceKind::flow_module;
    return is_flow && reference.named.starts_with("$.");
  });
}

// What the caller is there for depends on it. Attributes and settings hardly ever fail, and who does not hear a prompt
// that failed was to be told something.
bool matters_to_caller(const FlowAction& action) {
  static constexpr std::string_view types[] = {"CheckHoursOfOperation",
                                               "CheckMetricData",
                                               "CreateCallbackContact",
                                               "DequeueContactAndTransferToQueue",
                                               "InvokeLambdaFunction",
                                               "TransferContactToQueue",
                                               "TransferParticipantToThirdParty",
                                               "UpdateContactCallbackNumber",
                                               "UpdateContactTargetQueue"};
  if (action.type == "TransferToFlow" || action.type == "InvokeFlowModule") return leads_to_chosen_flow(action);
  return asks_caller(action) || std::ranges::find(types, action.type) != std::end(types);
}

// As the flow designer calls the branches.
struct BranchName {
  std::string_view error, name;
};
constexpr BranchName branch_names[] = {{"CallFailed", "Call failed"},
                                       {"CallbackNumberNotDialable", "Not dialable"},
                                       {"InvalidCallbackNumber", "Invalid number"},
                                       {"InvalidPhoneNumber", "Invalid number"},
                                       {"NoMatchingCondition", "No match"},
                                       {"QueueAtCapacity", "At capacity"}};

// The branch's name where the caller does not get on it what the block is there for.
std::optional<std::string_view> loss_on(const FlowAction& action, const model::FlowBranch& branch) {
  if (branch.kind == BranchKind::timeout) return "Timeout";
  const bool is_unmatched = branch.kind == BranchKind::error && asks_caller(action);
  if (!is_unmatched && !model::is_failure(branch)) return std::nullopt;
  const auto* found = std::ranges::find(branch_names, branch.of, &BranchName::error);
  return found == std::end(branch_names) ? "Error" : found->name;
}

bool only_hangs_up(const SilentWays& silent, Node from) {
  return silent.may_hang_up(from) && !silent.may_meet_more(from);
}

// Else nobody loses anything when it fails: a survey's last question.
bool may_lead_to_more(const FollowedFlows& flows, const SilentWays& silent, Node node) {
  const FlowAction& action = flows.graph.action(node);
  if (!asks_caller(action)) return !only_hangs_up(silent, node);
  return std::ranges::any_of(flows.graph.ways(node), [&](const Way& way) {
    return way.to != analysis::nowhere && !loss_on(action, *way.branch) && !only_hangs_up(silent, way.to);
  });
}

// Something was said to contacts who come there: who has heard nothing at all is told of at the hang-up.
bool is_spoken_to(const FollowedFlows& flows, Node node) {
  const analysis::StateSet states = flows.arrivals[node].surely;
  return flows.graph.action(node).speaks ? states != 0 : analysis::states_with(states, Fact::spoken_to) != 0;
}

// The branches that cut such contacts off; nothing where none does.
std::optional<std::string> cut_off_at(const FollowedFlows& flows, const SilentWays& silent, Node node) {
  const FlowAction& action = flows.graph.action(node);
  if (!matters_to_caller(action) || !is_spoken_to(flows, node) || !may_lead_to_more(flows, silent, node)) {
    return std::nullopt;
  }
  std::vector<std::string> names;
  for (const Way& way : flows.graph.ways(node)) {
    const auto loss = loss_on(action, *way.branch);
    if (!loss || way.to == analysis::nowhere || !only_hangs_up(silent, way.to)) continue;
    std::string name = words::in_quotes(*loss);
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  if (names.empty()) return std::nullopt;
  return fmt::format(" ({} {})", names.size() == 1 ? "branch" : "branches", words::list(names));
}

void add_spots(FlowProblem& problem, const Spots& spots, std::string_view observed) {
  if (spots.empty()) return;
  problem.observed += fmt::format("{}{}: {}.", problem.observed.empty() ? "" : " ", observed, spots.list());
  std::ranges::copy(spots.blocks, std::back_inserter(problem.spots.blocks));
}

FlowProblems find(const FollowedFlows& flows) {
  const SilentWays silent(flows.graph);
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    Spots ends, cut_off;
    for (Node node = problem.part->first; node < problem.part->end; ++node) {
      if (!flows.reached[node]) continue;
      if (is_silent_end(flows, node)) ends.add(flows.graph.action(node));
      if (auto names = cut_off_at(flows, silent, node)) cut_off.add(flows.graph.action(node), *std::move(names));
    }
    problem.status = Status::warn;
    problem.one = " hangs up without a word";
    problem.many = " hang up without a word";
    add_spots(problem, ends, "From where callers come in, ways lead here along which nothing is played or shown");
    add_spots(problem, cut_off, "Nothing is said before the flow hangs up when one of these blocks cannot go on");
  });
}

}  // namespace

const Check flow_silent_hang_ups = on_live_flows<silent_hang_ups>({
    .id = "flow_silent_hang_ups",
    .component = "flow",
    .title = "Hang-ups without a word",
    .pillar = Pillar::resilience,
    .severity = Severity::low,
    .why =
        "Callers who are cut off without a word believe that the number is broken, or that they did something wrong. "
        "Most such ways are error branches: a function failed, a queue is full, or nothing was pressed in time, and "
        "nobody says so.",
    .remedy = "Play a prompt before the hang-up that says what is wrong and what the caller can do. Where callers "
              "are turned away on purpose, mute the finding.",
    .action = "Play a prompt before the hang-up",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/disconnect-hang-up.html"},
});

const FlowLook silent_hang_ups = {&flow_silent_hang_ups, "Callers hear something before a flow hangs up", find, true,
                                  true};

}  // namespace checks

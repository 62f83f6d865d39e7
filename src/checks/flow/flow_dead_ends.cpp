#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "base/text.hpp"
#include "checks/flow/block_branches.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;
using analysis::Node;
using analysis::Way;
using model::BranchKind;
using model::FlowAction;

// Blocks that need a way on. Of a type that is not known it is not known either. Loop prompts go on until an agent is
// there.
bool must_lead_on(const FlowAction& action) {
  return model::is_known_type(action.type) && !model::leaves_flow(action) &&
         action.type != "MessageParticipantIteratively";
}

// For contacts with whom the block has done what it is there for.
bool leads_on(const Way& way) {
  return way.branch->kind != BranchKind::timeout && !model::is_failure(*way.branch);
}

bool has_condition(const FlowAction& action, std::string_view of) {
  return std::ranges::any_of(action.branches, [&](const model::FlowBranch& branch) {
    return branch.kind == BranchKind::condition && base::lower(branch.of) == base::lower(of);
  });
}

// Old exports have other words for the same: so many ways are enough.
std::vector<std::string> conditions_without_a_way(const FlowAction& action) {
  const auto asked = model::required_conditions(action);
  const auto conditions = std::ranges::count(action.branches, BranchKind::condition, &model::FlowBranch::kind);
  std::vector<std::string> outcomes;
  if (std::size_t(conditions) >= asked.size()) return outcomes;
  for (const std::string_view of : asked) {
    if (!has_condition(action, of)) outcomes.emplace_back(of);
  }
  return outcomes;
}

// With which the module may end that the block calls, and by which it does not go on.
std::vector<std::string> results_without_a_way(const FollowedFlows& flows, Node node) {
  const auto takes_any = [](const Way& way) {
    return way.branch->kind == BranchKind::next || way.branch->of == "NoMatchingCondition";
  };
  std::vector<std::string> results;
  if (std::ranges::any_of(flows.graph.ways(node), takes_any)) return results;
  for (const analysis::Link& link : flows.graph.links(node)) {
    if (link.kind != analysis::LinkKind::call || link.to == nullptr) continue;
    for (Node at = link.to->first; at < link.to->end; ++at) {
      const std::string& result = flows.graph.action(at).result;
      const bool may_be = flows.reached[at] && !result.empty() && !model::is_chosen_later(result);
      const bool is_told = std::ranges::find(results, result) != results.end();
      if (may_be && !is_told && !has_condition(flows.graph.action(node), result)) results.push_back(result);
    }
  }
  return results;
}

std::optional<std::string> wrong_with(const FollowedFlows& flows, Node node) {
  if (leads_nowhere(flows, node)) return "";
  const auto missing = outcomes_without_a_way(flows, node);
  if (missing.empty()) return std::nullopt;
  return fmt::format(" (none for {})", words::list(missing));
}

void note_dead_ends(const FollowedFlows& flows, FlowProblem& problem) {
  for (Node node = problem.part->first; node < problem.part->end; ++node) {
    if (!flows.reached[node]) continue;
    if (auto wrong = wrong_with(flows, node)) problem.spots.add(flows.graph.action(node), *std::move(wrong));
  }
  problem.status = Status::fail;
  problem.one = " leads nowhere";
  problem.many = " lead nowhere";
  problem.observed = fmt::format("A way out of these blocks leads to no block: {}.", problem.spots.list());
}

// No chat can be played a prompt or SSML.
bool is_for_calls(const analysis::InstanceGraph& graph, const analysis::Part& part) {
  for (Node node = part.first; node < part.end; ++node) {
    const FlowAction& action = graph.action(node);
    if (action.speaks_ssml || !model::named(action, model::ReferenceKind::prompt).empty()) return true;
  }
  return false;
}

// The end of a queue flow leaves the contact in the queue. Behind Loop prompts it resumes these.
// https://docs.aws.amazon.com/connect/latest/adminguide/end-flow-resume.html
void note_ends_in_queue(const FollowedFlows& flows, FlowProblem& problem) {
  const auto& graph = flows.graph;
  if (problem.part->flow->type != "CUSTOMER_QUEUE") return;
  const auto is_passed = [&](Node node, const Way&) {
    return graph.action(node).type != "MessageParticipantIteratively";
  };
  for (const Node node : analysis::blocks_from(graph, problem.part->start, is_passed)) {
    if (graph.action(node).type == "EndFlowExecution") problem.spots.add(graph.action(node));
  }
  problem.status = is_for_calls(graph, *problem.part) ? Status::warn : Status::info;
  problem.one = " leaves callers waiting in silence";
  problem.many = " leave callers waiting in silence";
  problem.observed = fmt::format(
      "Contacts stay in the queue when their queue flow ends, and callers hear nothing more until an agent answers: {}.",
      problem.spots.list());
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    note_dead_ends(flows, problem);
    if (problem.spots.empty()) note_ends_in_queue(flows, problem);
  });
}

}  // namespace

bool leads_nowhere(const FollowedFlows& flows, Node node) {
  const auto ways = flows.graph.ways(node);
  const bool leads_astray = std::ranges::find(ways, analysis::nowhere, &Way::to) != ways.end();
  return leads_astray || (std::ranges::none_of(ways, leads_on) && must_lead_on(flows.graph.action(node)));
}

std::vector<std::string> outcomes_without_a_way(const FollowedFlows& flows, Node node) {
  auto missing = conditions_without_a_way(flows.graph.action(node));
  std::ranges::move(results_without_a_way(flows, node), std::back_inserter(missing));
  return missing;
}

const Check flow_dead_ends = on_live_flows<dead_ends>({
    .id = "flow_dead_ends",
    .component = "flow",
    .title = "Dead ends in flows",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why = "Where a block leads nowhere and is no end either, the flow breaks off: callers are cut off without a "
           "word. Where a queue flow ends before an agent answers, they wait on and hear nothing.",
    .remedy = "Connect every way out of these blocks, if only with a prompt and a block Disconnect, or with a block "
              "Loop prompts in a queue flow, and publish the flow.",
    .action = "Connect every way out of the blocks",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/create-contact-flow.html",
              "https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html"},
});

const FlowLook dead_ends = {&flow_dead_ends, "Every block leads on, or ends the flow", find};

}  // namespace checks

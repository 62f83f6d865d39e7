#include <algorithm>
#include <fmt/format.h>

#include "analysis/flow_rings.hpp"
#include "checks/flow/block_branches.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;
using analysis::Node;
using analysis::Way;
using model::FlowAction;
using model::FlowBranch;

// What fails once fails again. That a caller is asked again for what was mistyped is none of that.
bool is_lasting(const FlowBranch& branch) {
  return model::is_failure(branch) && branch.of != "InvalidPhoneNumber";
}

// A transfer that fails has not waited.
bool asks(const FlowAction& action) {
  return model::may_wait(action) && !model::leaves_flow(action);
}

// The way that is taken while nothing that a caller does, and nothing that a block finds out, leads elsewhere.
bool goes_on(const FlowAction& action, const FlowBranch& branch) {
  if (asks(action)) return false;
  if (branch.kind != model::BranchKind::next) return is_lasting(branch);
  return !model::leaves_flow(action) && action.type != "InvokeFlowModule";
}

// `rings`: of the blocks that go on to each other.
bool tries_again(const analysis::InstanceGraph& graph, const std::vector<Node>& rings, Node node) {
  return std::ranges::any_of(graph.ways(node), [&](const Way& way) {
    if (!is_lasting(*way.branch) || way.to == analysis::nowhere) return false;
    return way.to == node || (!asks(graph.action(node)) && rings[way.to] == rings[node]);
  });
}

std::optional<std::string> wrong_with(const analysis::InstanceGraph& graph, const std::vector<Node>& rings, Node node) {
  const auto missing = errors_without_a_way(graph.action(node));
  if (!missing.empty()) return fmt::format(" (none for {})", words::list(missing));
  if (tries_again(graph, rings, node)) return " (its error branch leads back to it)";
  return std::nullopt;
}

FlowProblems find(const FollowedFlows& flows) {
  const auto rings = analysis::rings(
      flows.graph, [&](Node node, const Way& way) { return goes_on(flows.graph.action(node), *way.branch); });
  return problems_at(flows, [&](Node node) { return wrong_with(flows.graph, rings, node); },
                     {Status::warn, " has no way on after a failure", " have no way on after a failure",
                      "Without a branch that leads on in an error"});
}

}  // namespace

std::vector<std::string> errors_without_a_way(const FlowAction& action) {
  std::vector<std::string> missing;
  for (const std::string_view type : model::required_errors(action)) {
    if (std::ranges::find(action.branches, type, &FlowBranch::of) == action.branches.end()) missing.emplace_back(type);
  }
  return missing;
}

const Check flow_error_branches = on_live_flows<error_branches>({
    .id = "flow_error_branches",
    .component = "flow",
    .title = "Error branches of flows",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why = "When a block fails and no branch leads on, or only back to it, callers are cut off or go round until "
           "they hang up.",
    .remedy = "Lead each error branch of these blocks on, to a prompt or another way to help the caller, and "
              "publish the flow. But for transfers to a phone number, only branches are named here without which AWS "
              "publishes no flow today.",
    .action = "Lead the error branches on",
    .links = {"https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html"},
});

const FlowLook error_branches = {&flow_error_branches, "Every block that can fail leads on when it does", find};

}  // namespace checks

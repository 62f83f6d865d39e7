#include <algorithm>
#include <fmt/format.h>

#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;
using model::FlowAction;
using model::FlowBranch;

// Types of errors for which publishing asks for a branch, and the block has none.
std::vector<std::string> missing_branches(const FlowAction& action) {
  std::vector<std::string> missing;
  for (const std::string_view type : model::required_errors(action)) {
    if (std::ranges::find(action.branches, type, &FlowBranch::of) == action.branches.end()) missing.emplace_back(type);
  }
  return missing;
}

// What fails once fails again. That a caller is asked again is none of that.
bool tries_again(const FlowAction& action) {
  return std::ranges::any_of(action.branches, [&](const FlowBranch& branch) {
    return model::is_failure(branch) && branch.to == action.identifier;
  });
}

std::optional<std::string> wrong_with(const FlowAction& action) {
  const auto missing = missing_branches(action);
  if (!missing.empty()) return fmt::format(" (none for {})", words::list(missing));
  if (tries_again(action)) return " (its error branch leads back to it)";
  return std::nullopt;
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_at(flows, [&](analysis::Node node) { return wrong_with(flows.graph.action(node)); },
                     {Status::warn, " has no way on after a failure", " have no way on after a failure",
                      "Without a branch that leads on in an error"});
}

}  // namespace

const Check flow_error_branches = on_live_flows<error_branches>({
    .id = "flow_error_branches",
    .component = "flow",
    .title = "Error branches of flows",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why = "When a block fails and no branch leads on, or only back to it, callers are cut off or go round until "
           "they hang up.",
    .remedy = "Lead each error branch of these blocks on, to a prompt or another way to help the caller, and "
              "publish the flow. Only branches are named here without which AWS publishes no flow today.",
    .action = "Lead the error branches on",
    .links = {"https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html"},
});

const FlowLook error_branches = {&flow_error_branches, "Every block that can fail leads on when it does", find};

}  // namespace checks

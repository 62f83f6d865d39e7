#include "app/flows/flow_problems.hpp"

#include <algorithm>
#include <unordered_map>

#include "checks/flow/flow_closed_hours.hpp"
#include "checks/flow/flow_dangling.hpp"
#include "checks/flow/flow_disabled_queues.hpp"
#include "checks/flow/flow_functions.hpp"
#include "checks/flow/flow_unserved_queues.hpp"
#include "checks/registry.hpp"

namespace app {
namespace {

using Nodes = std::unordered_map<const model::FlowAction*, analysis::Node>;

// A look says of a block what is wrong with it behind its name, or behind a colon in more words.
std::string what_is_wrong(const checks::FlowProblem& problem, const checks::Spot& spot) {
  std::string what = spot.what.starts_with(": ") ? spot.what.substr(2) : problem.one + spot.what;
  what.erase(0, what.find_first_not_of(' '));
  return what;
}

ProblemOfFlow problem_of(const checks::FlowProblem& found, const checks::Check& check, const Nodes& nodes) {
  const model::FlowSummary& flow = *found.part->flow;
  const checks::Judgement judgement =
      judgement_of(found, {found.part->is_module ? "flow_module" : "flow", flow.id, flow.name});
  ProblemOfFlow problem{found.part, check.about.id, found.status, check.about.severity, judgement.headline, {}};
  for (const checks::Spot& spot : found.spots.blocks) {
    problem.spots.push_back({nodes.at(spot.block), what_is_wrong(found, spot)});
  }
  return problem;
}

}  // namespace

std::vector<ProblemOfFlow> problems_of_flows(const analysis::FollowedFlows& flows, const model::Inventory& inventory) {
  Nodes nodes;
  for (analysis::Node node = 0; node < flows.graph.size(); ++node) nodes.emplace(&flows.graph.action(node), node);
  std::vector<ProblemOfFlow> problems;
  const auto add = [&](const checks::Check& check, const checks::FlowProblems& found) {
    for (const checks::FlowProblem& one : found) {
      const bool is_wrong = one.status == model::Status::fail || one.status == model::Status::warn;
      if (is_wrong) problems.push_back(problem_of(one, check, nodes));
    }
  };
  add(checks::flow_dangling, checks::dangling_names(flows, {.instance = inventory.instance_ref,
                                                            .flows = &inventory.flows,
                                                            .modules = &inventory.modules,
                                                            .module_contents = &inventory.module_contents,
                                                            .queues = &inventory.queues,
                                                            .prompts = &inventory.prompts,
                                                            .hours = &inventory.hours,
                                                            .users = &inventory.users,
                                                            .security_keys = &inventory.security_keys,
                                                            .targets = &inventory.flow_targets}));
  if (inventory.queues.known() && inventory.routing_profiles.known()) {
    add(checks::flow_unserved_queues,
        checks::unserved_queues(flows, *inventory.queues.value, *inventory.routing_profiles.value));
  }
  if (inventory.queue_details.known()) {
    add(checks::flow_disabled_queues, checks::disabled_queues(flows, *inventory.queue_details.value));
  }
  if (inventory.hours_details.known() && inventory.queue_details.known()) {
    add(checks::flow_closed_hours,
        checks::hours_never_open(flows, *inventory.hours_details.value, *inventory.queue_details.value));
  }
  if (inventory.lambda_functions.known()) {
    add(checks::flow_functions, checks::failing_functions(scene_of(inventory), flows, *inventory.lambda_functions.value,
                                                          inventory.lambda_associations));
  }
  for (const checks::FlowLook* look : checks::flow_looks()) add(*look->check, found_by(*look, flows));
  std::ranges::stable_sort(problems, {}, [](const ProblemOfFlow& one) {
    return std::pair(one.status != model::Status::fail, one.severity);
  });
  return problems;
}

}  // namespace app

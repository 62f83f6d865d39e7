#include "checks/flow/flow_look.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/flow_block.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {

std::string Spot::text() const {
  return fmt::format("{}, {}{}", words::in_quotes(block->identifier), model::block_title(block->type), what);
}

std::string Spots::list() const {
  static constexpr std::size_t shown = 3;
  const std::size_t most = std::min(blocks.size(), shown);
  std::string list;
  for (std::size_t i = 0; i < most; ++i) list += fmt::format("{}{}", i == 0 ? "" : "; ", blocks[i].text());
  if (blocks.size() > most) list += fmt::format("; and {} more", words::count(std::int64_t(blocks.size() - most)));
  return list;
}

FlowProblems problems_of(const analysis::InstanceGraph& graph, const std::function<void(FlowProblem&)>& look) {
  FlowProblems problems;
  for (const analysis::Part& part : graph.parts()) {
    if (part.is_default) continue;
    FlowProblem problem{.part = &part, .spots = {}, .one = {}, .many = {}, .observed = {}};
    look(problem);
    if (!problem.spots.empty()) problems.push_back(std::move(problem));
  }
  return problems;
}

FlowProblems problems_at(const analysis::FollowedFlows& flows,
                         const std::function<std::optional<std::string>(analysis::Node)>& wrong_at,
                         const SpotWords& words) {
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    for (analysis::Node node = problem.part->first; node < problem.part->end; ++node) {
      if (!flows.reached[node]) continue;
      if (auto wrong = wrong_at(node)) problem.spots.add(flows.graph.action(node), *std::move(wrong));
    }
    problem.status = words.status;
    problem.one = words.one;
    problem.many = words.many;
    problem.observed = fmt::format("{}: {}.", words.observed, problem.spots.list());
  });
}

FlowProblems problems_where(const analysis::FollowedFlows& flows, const std::function<bool(analysis::Node)>& is_wrong,
                            const SpotWords& words) {
  const auto wrong_at = [&](analysis::Node node) {
    return is_wrong(node) ? std::optional<std::string>("") : std::nullopt;
  };
  return problems_at(flows, wrong_at, words);
}

FlowProblems problems_at_queues(const analysis::FollowedFlows& flows, bool (*is_wrong)(const analysis::Arrivals&),
                                const SpotWords& words) {
  const auto is_wrong_at = [&](analysis::Node node) {
    return model::queues_contact(flows.graph.action(node)) && is_wrong(flows.arrivals[node]);
  };
  return problems_where(flows, is_wrong_at, words);
}

Judgement judgement_of(const FlowProblem& problem, Resource resource) {
  const auto count = std::int64_t(problem.spots.blocks.size());
  Judgement judgement;
  judgement.status = problem.status;
  judgement.resource = std::move(resource);
  if (problem.status == Status::not_assessed) {
    judgement.reason = problem.observed;
    return judgement;
  }
  if (problem.status != Status::info) {
    judgement.headline =
        headline(words::counted(count, "block") + " of ", judgement.resource, count == 1 ? problem.one : problem.many);
  }
  judgement.observed = problem.observed;
  judgement.remedy = problem.remedy;
  judgement.action = problem.action;
  judgement.measured = {.value = double(count), .unit = "blocks"};
  return judgement;
}

FlowProblems found_by(const FlowLook& look, const analysis::FollowedFlows& flows) {
  FlowProblems problems = look.find(flows);
  if (!look.is_of_people) return problems;
  const std::vector<bool> emails = analysis::parts_of_emails(flows.graph);
  std::erase_if(problems, [&](const FlowProblem& one) { return emails[flows.graph.index_of(*one.part)]; });
  return problems;
}

std::span<const FlowLook* const> flow_looks() {
  static constexpr const FlowLook* looks[] = {&queue_not_set,   &dead_ends,
                                              &error_branches,  &loops,
                                              &silent_hang_ups, &closed_message,
                                              &unchecked_hours, &lambda_silence,
                                              &dialled_numbers, &sensitive_input,
                                              &read_back,       &dynamic_ssml,
                                              &unauthenticated, &unannounced_recording,
                                              &unrecorded};
  return looks;
}

}  // namespace checks

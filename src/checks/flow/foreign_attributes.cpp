#include "checks/flow/foreign_attributes.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "words/names.hpp"

namespace checks {
namespace {

using model::AttributeSource;

// Attributes of one block, by what is known of them.
struct Told {
  std::vector<std::string> foreign, unknown;
  AttributeSource source = AttributeSource::company;
};

Told told_of(analysis::Node node, const std::vector<std::string>& attributes,
             const analysis::AttributeSources& sources) {
  Told told;
  for (const std::string& attribute : attributes) {
    const auto source = sources.at(node, attribute);
    if (!source) told.unknown.push_back(attribute);
    if (!source || *source == AttributeSource::company) continue;
    told.foreign.push_back(attribute);
    told.source = std::min(told.source, *source);
  }
  return told;
}

void add_spot(Spots& spots, const model::FlowAction& action, const std::vector<std::string>& attributes) {
  if (!attributes.empty()) spots.add(action, fmt::format(" ({})", words::list(attributes)));
}

bool reads_what_blocks_set(const analysis::FollowedFlows& flows, const analysis::AttributesRead& reads) {
  for (analysis::Node node = 0; node < flows.graph.size(); ++node) {
    if (!flows.reached[node]) continue;
    const auto is_set = [](const std::string& attribute) { return analysis::scope_of(attribute).has_value(); };
    if (std::ranges::any_of(reads(flows.graph.action(node)), is_set)) return true;
  }
  return false;
}

}  // namespace

ForeignAttributes foreign_attributes(const analysis::FollowedFlows& flows, const analysis::Part& part,
                                     const analysis::AttributeSources& sources, const analysis::AttributesRead& reads) {
  Spots foreign, unknown;
  AttributeSource source = AttributeSource::company;
  for (analysis::Node node = part.first; node < part.end; ++node) {
    if (!flows.reached[node]) continue;
    const model::FlowAction& action = flows.graph.action(node);
    const Told told = told_of(node, reads(action), sources);
    add_spot(foreign, action, told.foreign);
    add_spot(unknown, action, told.unknown);
    source = std::min(source, told.source);
  }
  if (foreign.empty()) return {unknown};
  return {foreign, source};
}

void say_not_followed(FlowProblem& problem) {
  problem.status = Status::not_assessed;
  problem.one = " uses attributes whose values could not be followed";
  problem.observed =
      fmt::format("The flows hand these attributes on in more ways than a review follows: {}.", problem.spots.list());
}

FlowProblems with_not_followed(const analysis::FollowedFlows& flows, FlowProblems problems,
                               const std::function<std::vector<std::string>(analysis::Node)>& reads) {
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    const auto found = std::ranges::find(problems, problem.part, &FlowProblem::part);
    if (found != problems.end()) {
      problem = std::move(*found);
      return;
    }
    for (analysis::Node node = problem.part->first; node < problem.part->end; ++node) {
      if (flows.reached[node]) add_spot(problem.spots, flows.graph.action(node), reads(node));
    }
    say_not_followed(problem);
  });
}

Judgements judged_with_entrances(const Scene& scene, const LiveFlows& live, const FlowLook& look,
                                 const analysis::AttributesRead& reads) {
  Judgements unknown;
  const std::optional<Gap>& gap = live.entrances_gap();
  if (gap && reads_what_blocks_set(live.followed(), reads)) {
    unknown.push_back(not_assessed({"flows", "entrances", "What leads to flows"}, *gap));
  }
  return live.judged(scene, look.limit, look.find(live.followed()), std::move(unknown));
}

}  // namespace checks

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

}  // namespace checks

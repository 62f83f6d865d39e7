// Blocks that use attributes which a caller, or whoever starts the contact, can set: what the checks of dialled numbers
// and of SSML look for. Pure functions.
#pragma once

#include "analysis/attribute_sources.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {

struct ForeignAttributes {
  Spots spots;
  std::optional<model::AttributeSource> source{};  // the least trusted; nothing: it could not be told of any of them

  bool are_unknown() const { return !source; }
};

// In one flow. What could not be told is left out where there is something else.
ForeignAttributes foreign_attributes(const analysis::FollowedFlows& flows, const analysis::Part& part,
                                     const analysis::AttributeSources& sources, const analysis::AttributesRead& reads);

void say_not_followed(FlowProblem& problem);
// With one for each flow that has none and `reads` attributes of which it is not known what they hold.
FlowProblems with_not_followed(const analysis::FollowedFlows& flows, FlowProblems problems,
                               const std::function<std::vector<std::string>(analysis::Node)>& reads);

// What contacts bring along into a flow is not known while it is not known what leads there.
Judgements judged_with_entrances(const Scene& scene, const LiveFlows& live, const FlowLook& look,
                                 const analysis::AttributesRead& reads);

}  // namespace checks

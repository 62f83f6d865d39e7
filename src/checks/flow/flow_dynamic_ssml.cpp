#include <fmt/format.h>

#include "checks/flow/flow_look.hpp"
#include "checks/flow/foreign_attributes.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;

std::vector<std::string> made_into_ssml(const model::FlowAction& action) {
  return action.reads_into_ssml;
}

FlowProblems find(const FollowedFlows& flows) {
  const analysis::AttributeSources sources(flows, made_into_ssml);
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    const ForeignAttributes foreign = foreign_attributes(flows, *problem.part, sources, made_into_ssml);
    problem.spots = foreign.spots;
    if (foreign.are_unknown()) return say_not_followed(problem);
    problem.status = Status::warn;
    problem.one = " builds SSML from what others can set";
    problem.many = " build SSML from what others can set";
    problem.observed = fmt::format("A tag or an & in these attributes breaks the prompt, or changes what is said: {}.",
                                   problem.spots.list());
  });
}

Judgements judge(const Scene& scene, const LiveFlows& live) {
  return judged_with_entrances(scene, live, dynamic_ssml, made_into_ssml);
}

}  // namespace

const Check flow_dynamic_ssml = on_made<judge, MakesLiveFlows>({
    .id = "flow_dynamic_ssml",
    .component = "flow",
    .title = "SSML from contact attributes",
    .pillar = Pillar::security,
    .severity = Severity::low,
    .why = "Text that comes from outside becomes markup: a name with an & in it makes the prompt fail, and whoever "
           "starts the contact decides what is said.",
    .remedy = "Say these attributes in a prompt of plain text, or have a Lambda function escape them first.",
    .action = "Say the attributes as plain text",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/text-to-speech.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/supported-ssml-tags.html"},
});

const FlowLook dynamic_ssml = {&flow_dynamic_ssml, "No SSML is built from what callers can set", find};

}  // namespace checks

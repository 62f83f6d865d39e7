#include <fmt/format.h>

#include "checks/flow/flow_look.hpp"
#include "checks/flow/foreign_attributes.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;
using model::AttributeSource;

std::vector<std::string> dialled(const model::FlowAction& action) {
  return action.dials.empty() ? std::vector<std::string>() : std::vector<std::string>{action.dials};
}

FlowProblems find(const FollowedFlows& flows) {
  const analysis::AttributeSources sources(flows, dialled);
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    const ForeignAttributes foreign = foreign_attributes(flows, *problem.part, sources, dialled);
    problem.spots = foreign.spots;
    if (foreign.are_unknown()) return say_not_followed(problem);
    const bool from_caller = foreign.source == AttributeSource::caller;
    problem.status = from_caller ? Status::fail : Status::warn;
    problem.one = from_caller ? " dials a number that the caller enters" : " dials a number from contact attributes";
    problem.many = from_caller ? " dial a number that the caller enters" : " dial a number from contact attributes";
    problem.observed =
        fmt::format("The number that is dialled is {}: {}.",
                    from_caller ? "what the caller enters" : "in an attribute that whoever starts the contact may set",
                    problem.spots.list());
  });
}

Judgements judge(const Scene& scene, const LiveFlows& live) {
  return judged_with_entrances(scene, live, dialled_numbers, dialled);
}

}  // namespace

const Check flow_dialled_numbers = on_made<judge, MakesLiveFlows>({
    .id = "flow_dialled_numbers",
    .component = "flow",
    .title = "Numbers that flows dial",
    .pillar = Pillar::security,
    .severity = Severity::high,
    .why = "Where callers can choose the number that a flow dials, they call premium numbers at your expense: toll "
           "fraud.",
    .remedy =
        "Let callers choose by a menu whose branches dial fixed numbers, or have a Lambda function look the number "
        "up and return only numbers from your own list. Allow outbound calls only to the countries that you need.",
    .action = "Dial fixed numbers, or from your own list",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/transfer-to-phone-number.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/country-code-allow-list.html"},
});

const FlowLook dialled_numbers = {&flow_dialled_numbers, "No caller chooses the number that a flow dials", find};

}  // namespace checks

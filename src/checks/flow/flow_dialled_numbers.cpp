#include <fmt/format.h>

#include "analysis/attribute_sources.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;
using model::AttributeSource;

FlowProblems find(const FollowedFlows& flows) {
  const analysis::AttributeSources sources(flows);
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    bool from_caller = false;
    for (analysis::Node node = problem.part->first; node < problem.part->end; ++node) {
      const model::FlowAction& action = flows.graph.action(node);
      if (!flows.reached[node] || action.dials.empty()) continue;
      const AttributeSource source = sources.at(node, action.dials);
      if (source == AttributeSource::company) continue;
      problem.spots.add(action, fmt::format(" ({})", words::one_line(action.dials)));
      from_caller = from_caller || source == AttributeSource::caller;
    }
    problem.status = from_caller ? Status::fail : Status::warn;
    problem.one = from_caller ? " dials a number that the caller enters" : " dials a number from contact attributes";
    problem.many = from_caller ? " dial a number that the caller enters" : " dial a number from contact attributes";
    problem.observed =
        fmt::format("The number that is dialled is {}: {}.",
                    from_caller ? "what the caller enters" : "in an attribute that whoever starts the contact may set",
                    problem.spots.list());
  });
}

}  // namespace

const Check flow_dialled_numbers = on_live_flows<dialled_numbers>({
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

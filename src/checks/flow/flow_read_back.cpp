#include <algorithm>

#include "analysis/stored_input.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/foreign_attributes.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;
using analysis::Node;

bool encrypts(const model::FlowAction& action) {
  return model::stores_input(action) && action.encrypts_input;
}

FlowProblems find(const FollowedFlows& flows) {
  const analysis::StoredInput secret(
      flows.graph, [&](Node node) { return flows.reached[node] && encrypts(flows.graph.action(node)); });
  const auto says_it = [&](Node node) {
    return std::ranges::any_of(flows.graph.action(node).reads_out,
                               [&](const std::string& attribute) { return secret.may_be_in(attribute, node); });
  };
  FlowProblems problems = problems_where(
      flows, says_it,
      {Status::warn, " reads back input that was stored as sensitive", " read back input that was stored as sensitive",
       "The input was encrypted when it was stored, and these blocks say it"});
  if (secret.is_whole()) return problems;
  return with_not_followed(flows, std::move(problems), [&](Node node) { return flows.graph.action(node).reads_out; });
}

}  // namespace

const Check flow_read_back = on_live_flows<read_back>({
    .id = "flow_read_back",
    .component = "flow",
    .title = "Prompts that read back sensitive input",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why = "What was worth encrypting is spoken aloud: into recordings, transcripts and to whoever stands beside the "
           "caller. Of encrypted input it is the ciphertext that is read, which nobody understands.",
    .remedy = "Take the attribute out of these prompts, or have a Lambda function return what may be said, as the last "
              "four digits.",
    .action = "Take the attribute out of the prompts",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/encrypt-data.html"},
});

const FlowLook read_back = {&flow_read_back, "No prompt reads back input that was stored encrypted", find};

}  // namespace checks

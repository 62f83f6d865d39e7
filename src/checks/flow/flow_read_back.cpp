#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <set>

#include "analysis/attribute_sources.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"

namespace checks {
namespace {

using analysis::FollowedFlows;
using analysis::Node;
using model::FlowAction;

bool stores(const FlowAction& action) {
  return action.input == model::InputKind::stored;
}

bool reads(const FlowAction& action, const std::set<std::string>& attributes) {
  return std::ranges::any_of(action.reads_out, [&](const std::string& read) { return attributes.contains(read); });
}

// Blocks that say what was stored encrypted at `from`, or an attribute that was set to it: in the same flow, and as
// long as nothing else is stored.
void add_readers(const FollowedFlows& flows, Node from, std::set<Node>& readers) {
  const auto is_kept = [&](Node node) {
    const FlowAction& action = flows.graph.action(node);
    return node == from || !stores(action) || action.encrypts_input;
  };
  const auto blocks = analysis::blocks_from(flows.graph, from, [&](Node node, const auto&) { return is_kept(node); });
  std::vector<Node> keepers;
  std::ranges::copy_if(blocks, std::back_inserter(keepers), is_kept);
  auto secrets = analysis::set_from(flows.graph, keepers,
                                    [](const std::string& attribute) { return attribute == model::stored_input; });
  secrets.emplace(model::stored_input);
  std::ranges::copy_if(blocks, std::inserter(readers, readers.end()),
                       [&](Node node) { return node != from && reads(flows.graph.action(node), secrets); });
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    std::set<Node> readers;
    for (Node node = problem.part->first; node < problem.part->end; ++node) {
      const FlowAction& action = flows.graph.action(node);
      if (flows.reached[node] && stores(action) && action.encrypts_input) add_readers(flows, node, readers);
    }
    for (const Node node : readers) problem.spots.add(flows.graph.action(node));
    problem.status = Status::warn;
    problem.one = " reads back input that was stored as sensitive";
    problem.many = " read back input that was stored as sensitive";
    problem.observed = fmt::format("The flow encrypts the input, and these blocks say it: {}.", problem.spots.list());
  });
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

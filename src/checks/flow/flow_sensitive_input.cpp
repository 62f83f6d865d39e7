#include <fmt/format.h>

#include "checks/flow/flow_look.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;

// A PIN has four digits; fewer are a choice of a menu.
constexpr std::int64_t shortest_secret = 4;

bool may_be_secret(const model::FlowAction& action) {
  return action.input == model::InputKind::stored && action.most_digits >= shortest_secret;
}

bool is_logged(const analysis::Arrivals& arrivals) {
  return analysis::states_with(arrivals.surely, Fact::logging) != 0;
}

FlowProblems find(const FollowedFlows& flows) {
  return problems_of(flows.graph, [&](FlowProblem& problem) {
    bool any_logged = false;
    for (analysis::Node node = problem.part->first; node < problem.part->end; ++node) {
      const model::FlowAction& action = flows.graph.action(node);
      if (!flows.reached[node] || !may_be_secret(action) || action.encrypts_input) continue;
      const bool logged = is_logged(flows.arrivals[node]);
      problem.spots.add(action, fmt::format(" (up to {}{})", words::counted(action.most_digits, "digit"),
                                            logged ? ", logging on" : ""));
      any_logged = any_logged || logged;
    }
    problem.status = any_logged ? Status::warn : Status::info;
    problem.one = any_logged ? " logs what callers key in, unencrypted" : " stores what callers key in unencrypted";
    problem.many = any_logged ? " log what callers key in, unencrypted" : " store what callers key in unencrypted";
    problem.observed = fmt::format("Whether it is sensitive cannot be seen from here. Stored as it is entered: {}.",
                                   problem.spots.list());
  });
}

}  // namespace

const Check flow_sensitive_input = on_live_flows<sensitive_input>({
    .id = "flow_sensitive_input",
    .component = "flow",
    .title = "Input that is stored unencrypted",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why = "Card numbers and PINs that are stored as they are keyed in can be read by whoever sees the contact's "
           "attributes, and while logging is on they stand in the flow log too.",
    .remedy = "Where these blocks take something sensitive, encrypt it in the block with a key of your own, and switch "
              "logging off before it and on again behind what uses the value. Where they do not, mute the finding.",
    .action = "Encrypt the input, switch logging off for it",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/encrypt-data.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/store-customer-input.html"},
});

const FlowLook sensitive_input = {&flow_sensitive_input, "What callers key in is encrypted before it is stored", find};

}  // namespace checks

#include <algorithm>
#include <fmt/format.h>

#include "analysis/stored_input.hpp"
#include "base/text.hpp"
#include "checks/flow/flow_look.hpp"
#include "checks/flow/foreign_attributes.hpp"
#include "checks/flow/live_flows.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::Fact;
using analysis::FollowedFlows;
using analysis::Node;
using model::FlowAction;

// A card's security code has three digits, a PIN four; fewer are a choice.
constexpr std::int64_t shortest_secret = 3;

bool is_logged(const FollowedFlows& flows, Node node) {
  return analysis::states_with(flows.arrivals[node].surely, Fact::logging) != 0;
}

bool compares_with_a_number(const FlowAction& action) {
  const auto is_number = [](const model::FlowBranch& branch) {
    return branch.kind == model::BranchKind::condition && base::number_in<std::uint64_t>(branch.of);
  };
  return action.compares == model::stored_input && std::ranges::any_of(action.branches, is_number);
}

// The flow itself has a number that it compares the input with: of an extension or a department, and of no card.
bool is_choice(const FollowedFlows& flows, Node from) {
  const auto blocks = analysis::blocks_from(flows.graph, from, [&](Node node, const analysis::Way&) {
    return node == from || !model::stores_input(flows.graph.action(node));
  });
  return std::ranges::any_of(blocks, [&](Node node) { return compares_with_a_number(flows.graph.action(node)); });
}

bool stores_secret(const FollowedFlows& flows, Node node) {
  const FlowAction& action = flows.graph.action(node);
  const bool is_plain = model::stores_input(action) && !action.encrypts_input;
  if (!flows.reached[node] || !is_plain || action.most_digits < shortest_secret) return false;
  return action.most_digits > shortest_secret || !is_choice(flows, node);
}

bool reads(const FollowedFlows& flows, Node node, const analysis::StoredInput& secret) {
  return std::ranges::any_of(model::attributes_read(flows.graph.action(node)),
                             [&](std::string_view attribute) { return secret.may_be_in(attribute, node); });
}

struct SecretSpots {
  Spots stored, read, logged;
};

SecretSpots spots_in(const analysis::Part& part, const FollowedFlows& flows, const analysis::StoredInput& unlogged) {
  SecretSpots spots;
  for (Node node = part.first; node < part.end; ++node) {
    const FlowAction& action = flows.graph.action(node);
    const bool logs = is_logged(flows, node);
    if (stores_secret(flows, node)) {
      const std::string digits = words::counted(action.most_digits, "digit");
      spots.stored.add(action, fmt::format(" (up to {}{})", digits, logs ? ", logging on" : ""));
      if (logs) spots.logged.blocks.push_back(spots.stored.blocks.back());
    } else if (logs && reads(flows, node, unlogged)) {
      spots.read.add(action, " (reads it, logging on)");
      spots.logged.blocks.push_back(spots.read.blocks.back());
    }
  }
  return spots;
}

std::string observed(const SecretSpots& spots) {
  std::string text = "Whether it is sensitive cannot be seen from here.";
  if (!spots.stored.empty()) text += fmt::format(" Stored as it is entered: {}.", spots.stored.list());
  if (!spots.read.empty()) text += fmt::format(" Read once logging is on again: {}.", spots.read.list());
  return text;
}

FlowProblems find(const FollowedFlows& flows) {
  const analysis::StoredInput unlogged(
      flows.graph, [&](Node node) { return stores_secret(flows, node) && !is_logged(flows, node); });
  FlowProblems problems = problems_of(flows.graph, [&](FlowProblem& problem) {
    SecretSpots spots = spots_in(*problem.part, flows, unlogged);
    const bool any_logged = !spots.logged.empty();
    problem.status = any_logged ? Status::warn : Status::info;
    problem.one = any_logged ? " logs what callers key in, unencrypted" : " stores what callers key in unencrypted";
    problem.many = any_logged ? " log what callers key in, unencrypted" : " store what callers key in unencrypted";
    problem.observed = observed(spots);
    problem.spots = any_logged ? std::move(spots.logged) : std::move(spots.stored);
  });
  if (unlogged.is_whole()) return problems;
  return with_not_followed(flows, std::move(problems), [&](Node node) {
    const auto read = model::attributes_read(flows.graph.action(node));
    return is_logged(flows, node) ? std::vector<std::string>(read.begin(), read.end()) : std::vector<std::string>();
  });
}

}  // namespace

const Check flow_sensitive_input = on_live_flows<sensitive_input>({
    .id = "flow_sensitive_input",
    .component = "flow",
    .title = "Input that is stored unencrypted",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why = "Card numbers, their security codes and PINs that are stored as they are keyed in can be read by whoever "
           "sees the contact's attributes. While logging is on they stand in the flow log too: where they are stored, "
           "and wherever a block reads them or a copy.",
    .remedy = "Where these blocks take something sensitive, encrypt it in the block with a key of your own, and switch "
              "logging off before it and on again behind the last block that uses the value. Where they do not, mute "
              "the finding. Three digits that the flow itself compares with a number count as a choice from a menu.",
    .action = "Encrypt the input, switch logging off for it",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/encrypt-data.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/store-customer-input.html"},
});

const FlowLook sensitive_input = {&flow_sensitive_input, "What callers key in is encrypted before it is stored", find};

}  // namespace checks

// What checks look for in the blocks of flows, whatever flows these are: those of an instance, or files that are to
// become some. Pure functions.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/flow_states.hpp"
#include "checks/check.hpp"

namespace checks {

// A block that something is wrong with, and what, as it stands behind the block's name: " (none for NoMatchingError)".
struct Spot {
  const model::FlowAction* block = nullptr;
  std::string what;

  std::string text() const;  // “Ask”, Get customer input (GetParticipantInput) (none for NoMatchingError)
};

struct Spots {
  std::vector<Spot> blocks;

  bool empty() const { return blocks.empty(); }
  std::string list() const;  // the first three and how many more there are
  void add(const model::FlowAction& block, std::string what = "") { blocks.push_back({&block, std::move(what)}); }
};

// What is wrong with one flow or module.
struct FlowProblem {
  const analysis::Part* part = nullptr;
  Status status = Status::fail;
  Spots spots;
  // " leads nowhere", " lead nowhere" give "1 block of Main Menu leads nowhere".
  std::string one, many;
  std::string observed;
  std::string_view remedy{}, action{};  // empty: the check's
};

// In the order of the graph's parts, at most one for each.
using FlowProblems = std::vector<FlowProblem>;

// One for each part in which `look` finds something, but AWS's default flows; it is given one that names the part.
FlowProblems problems_of(const analysis::InstanceGraph& graph, const std::function<void(FlowProblem&)>& look);

// What is said of the blocks of a flow in which a check finds something.
struct SpotWords {
  Status status = Status::fail;
  std::string_view one, many;  // as those of a problem
  std::string_view observed;   // a sentence that ends in their list
};

// Of each block that its flow leads to: what is wrong there, as it stands in a Spot; nothing where nothing is.
FlowProblems problems_at(const analysis::FollowedFlows& flows,
                         const std::function<std::optional<std::string>(analysis::Node)>& wrong_at,
                         const SpotWords& words);
FlowProblems problems_where(const analysis::FollowedFlows& flows, const std::function<bool(analysis::Node)>& is_wrong,
                            const SpotWords& words);
// At blocks that put contacts into a queue, by how these come there.
FlowProblems problems_at_queues(const analysis::FollowedFlows& flows, bool (*is_wrong)(const analysis::Arrivals&),
                                const SpotWords& words);

// Status, resource, headline, measure and what was observed.
Judgement judgement_of(const FlowProblem& problem, Resource resource);

// How a check judges a graph.
struct FlowLook {
  const Check* check = nullptr;
  std::string_view limit;  // what holds where nothing is wrong
  FlowProblems (*find)(const analysis::FollowedFlows& flows) = nullptr;
  bool follows_contacts = false;  // from where they come in: it says nothing of flows that they do not reach
  bool is_of_people = false;      // who hear the flow or read it at once: it says nothing of flows of e-mails
};

FlowProblems found_by(const FlowLook& look, const analysis::FollowedFlows& flows);

extern const FlowLook queue_not_set, dead_ends, error_branches, loops, silent_hang_ups, closed_message, unchecked_hours,
    lambda_silence, dialled_numbers, sensitive_input, read_back, dynamic_ssml, unauthenticated, unannounced_recording,
    unrecorded;

// Those that need to know no more than the flows themselves, in the order of checks.def.
std::span<const FlowLook* const> flow_looks();

}  // namespace checks

// What may hold of a contact, as sets of states, and what a block makes of them. Plain data and pure functions.
#pragma once

#include <cstdint>

#include "model/flow_action.hpp"

namespace analysis {

// What a contact may have behind it, or switched on, when it comes to a block.
enum class Fact : std::uint8_t { logging, recording, hours_checked, queue_set, spoken_to, authenticated };
inline constexpr unsigned fact_count = 6, state_count = 1U << fact_count;

// A state has a bit for each fact; a set of states has a bit for each of the 64 states.
using StateSet = std::uint64_t;
inline constexpr StateSet no_fact = 1, every_state = ~StateSet(0);
// Those of them in which the fact holds.
StateSet states_with(StateSet states, Fact fact);
StateSet states_without(StateSet states, Fact fact);
// The same states after the fact has begun to hold, or has ended.
StateSet after(StateSet states, Fact fact, bool holds);

// The facts that begin, and those that end, to hold: a bit for each.
struct FactChanges {
  std::uint8_t begin = 0, end = 0;

  bool operator==(const FactChanges&) const = default;
};
// What has become of a block on one of its ways: it did what it is there for; nothing came of it, since the time ran
// out or the customer declined; or it failed.
enum class Outcome : std::uint8_t { done, undone, failed };
Outcome outcome_on(const model::FlowBranch& branch, const model::FlowAction& action);
FactChanges when_done(const model::FlowAction& action);
FactChanges when_not_done(const model::FlowAction& action);
// The states after all of the changes, and after none or some of them.
StateSet after(StateSet states, const FactChanges& changes);
StateSet after_any(StateSet states, const FactChanges& changes);

}  // namespace analysis

#include "analysis/contact_state.hpp"

#include <array>

namespace analysis {
namespace {

constexpr std::array<StateSet, fact_count> sets_with_each_fact() {
  std::array<StateSet, fact_count> sets{};
  for (unsigned fact = 0; fact < fact_count; ++fact) {
    for (unsigned state = 0; state < state_count; ++state) {
      if ((state >> fact & 1U) != 0) sets[fact] |= StateSet(1) << state;
    }
  }
  return sets;
}
constexpr auto with_each_fact = sets_with_each_fact();

}  // namespace

StateSet states_with(StateSet states, Fact fact) {
  return states & with_each_fact[unsigned(fact)];
}

StateSet states_without(StateSet states, Fact fact) {
  return states & ~with_each_fact[unsigned(fact)];
}

// A state's number grows by the fact's bit.
StateSet after(StateSet states, Fact fact, bool holds) {
  const unsigned distance = 1U << unsigned(fact);
  return holds ? states_with(states, fact) | states_without(states, fact) << distance
               : states_without(states, fact) | states_with(states, fact) >> distance;
}

// Whoever opted out of authentication goes on by a condition.
// https://docs.aws.amazon.com/connect/latest/adminguide/authenticate-customer.html
Outcome outcome_on(const model::FlowBranch& branch, const model::FlowAction& action) {
  if (model::is_failure(branch)) return Outcome::failed;
  const bool has_declined = action.type == "AuthenticateParticipant" && branch.kind != model::BranchKind::next;
  return has_declined || branch.kind == model::BranchKind::timeout ? Outcome::undone : Outcome::done;
}

// A transfer that returns has put the caller through to somebody.
FactChanges when_done(const model::FlowAction& action) {
  FactChanges changes;
  const auto change = [&](Fact fact, bool holds) {
    (holds ? changes.begin : changes.end) |= std::uint8_t(1U << unsigned(fact));
  };
  if (action.sets_logging) change(Fact::logging, *action.sets_logging);
  if (action.sets_recording) change(Fact::recording, *action.sets_recording);
  if (action.speaks || action.returns) change(Fact::spoken_to, true);
  if (action.type == "CheckHoursOfOperation") change(Fact::hours_checked, true);
  if (action.type == "UpdateContactTargetQueue") change(Fact::queue_set, true);
  if (action.type == "AuthenticateParticipant") change(Fact::authenticated, true);
  return changes;
}

// A caller whom a prompt failed to reach was to be told something: nothing else can be done for them.
FactChanges when_not_done(const model::FlowAction& action) {
  FactChanges changes;
  if (action.speaks) changes.begin = 1U << unsigned(Fact::spoken_to);
  return changes;
}

StateSet after(StateSet states, const FactChanges& changes) {
  if (changes == FactChanges{}) return states;
  for (unsigned bit = 0; bit < fact_count; ++bit) {
    if ((changes.begin >> bit & 1U) != 0) states = after(states, Fact(bit), true);
    if ((changes.end >> bit & 1U) != 0) states = after(states, Fact(bit), false);
  }
  return states;
}

StateSet after_any(StateSet states, const FactChanges& changes) {
  for (unsigned bit = 0; bit < fact_count; ++bit) {
    if ((changes.begin >> bit & 1U) != 0) states |= after(states, Fact(bit), true);
    if ((changes.end >> bit & 1U) != 0) states |= after(states, Fact(bit), false);
  }
  return states;
}

}  // namespace analysis

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

StateSet when_done(const model::FlowAction& action, StateSet states) {
  if (action.sets_logging) states = after(states, Fact::logging, *action.sets_logging);
  if (action.sets_recording) states = after(states, Fact::recording, *action.sets_recording);
  if (action.speaks) states = after(states, Fact::spoken_to, true);
  if (action.type == "CheckHoursOfOperation") states = after(states, Fact::hours_checked, true);
  if (action.type == "UpdateContactTargetQueue") states = after(states, Fact::queue_set, true);
  if (action.type == "AuthenticateParticipant") states = after(states, Fact::authenticated, true);
  return states;
}

// A caller whom a prompt failed to reach was to be told something: nothing else can be done for them.
StateSet when_failed(const model::FlowAction& action, StateSet states) {
  return action.speaks ? after(states, Fact::spoken_to, true) : states;
}

}  // namespace analysis

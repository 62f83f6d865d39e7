#include "analysis/flow_states.hpp"

#include <array>
#include <deque>
#include <map>
#include <tuple>

namespace analysis {
namespace {

using model::FlowAction;

constexpr unsigned state_count = 1U << fact_count;

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

// The same states after the fact has begun to hold, or has ended. A state's number grows by the fact's bit.
StateSet after(StateSet states, Fact fact, bool holds) {
  const unsigned distance = 1U << unsigned(fact);
  return holds ? states_with(states, fact) | states_without(states, fact) << distance
               : states_without(states, fact) | states_with(states, fact) >> distance;
}

Arrivals after(const Arrivals& arrivals, Fact fact, bool holds) {
  return {after(arrivals.surely, fact, holds), after(arrivals.perhaps, fact, holds)};
}

// How contacts leave the block when it has not failed.
Arrivals left(const FlowAction& action, Arrivals arrivals) {
  if (action.sets_logging) arrivals = after(arrivals, Fact::logging, *action.sets_logging);
  if (action.sets_recording) arrivals = after(arrivals, Fact::recording, *action.sets_recording);
  if (action.speaks) arrivals = after(arrivals, Fact::spoken_to, true);
  if (action.type == "CheckHoursOfOperation") arrivals = after(arrivals, Fact::hours_checked, true);
  if (action.type == "UpdateContactTargetQueue") arrivals = after(arrivals, Fact::queue_set, true);
  if (action.type == "AuthenticateParticipant") arrivals = after(arrivals, Fact::authenticated, true);
  return arrivals;
}

// A caller whom a prompt failed to reach was to be told something: nothing else can be done for them.
Arrivals when_failed(const FlowAction& action, const Arrivals& arrivals) {
  return action.speaks ? after(arrivals, Fact::spoken_to, true) : arrivals;
}

class FixedPoint {
 public:
  explicit FixedPoint(const InstanceGraph& graph) : graph_(graph) {
    contexts_.emplace_back(0, graph.size());
    const auto led_to = led_to_by_others(graph);
    begin([](const Part& part) { return part.is_entry; }, {no_fact, 0});
    begin([&](const Part& part) { return !part.is_entry && !led_to.contains(&part); }, {0, every_state});
    // What only unseen flows, or circles of its own, lead to.
    begin([&](const Part& part) { return contexts_[0].cells[part.start].seen.none(); }, {0, every_state});
  }

  std::vector<Arrivals> by_block() const {
    std::vector<Arrivals> found(graph_.size());
    for (const Context& context : contexts_) {
      for (std::size_t i = 0; i < context.cells.size(); ++i) found[context.first + i].add(context.cells[i].seen);
    }
    return found;
  }

 private:
  struct Cell {
    Arrivals seen, done;
    bool is_waiting = false;
  };
  struct Place {
    std::uint32_t context;
    Node node;
  };
  // Flows share the first context: who transfers does not come back. A module has one for each state of its start.
  struct Context {
    Context(Node from, std::size_t size) : first(from), cells(size) {}

    Node first;
    std::vector<Cell> cells;
    std::vector<Place> callers;
    Arrivals returned;
  };

  std::size_t index(const Part& part) const { return std::size_t(&part - graph_.parts().data()); }

  template <typename Begins>
  void begin(Begins&& begins, const Arrivals& arrivals) {
    for (const Part& part : graph_.parts()) {
      if (!part.is_module && begins(part)) add({0, part.start}, arrivals);
    }
    while (!waiting_.empty()) {
      const Place place = waiting_.front();
      waiting_.pop_front();
      visit(place);
    }
  }

  Cell& cell(const Place& place) {
    Context& context = contexts_[place.context];
    return context.cells[place.node - context.first];
  }

  void add(const Place& place, const Arrivals& arrivals) {
    Cell& there = cell(place);
    if (arrivals.without(there.seen).none()) return;
    there.seen.add(arrivals);
    if (!there.is_waiting) waiting_.push_back(place);
    there.is_waiting = true;
  }

  void visit(const Place& place) {
    Cell& here = cell(place);
    const Arrivals fresh = here.seen.without(here.done);
    here.done = here.seen;
    here.is_waiting = false;
    const FlowAction& action = graph_.action(place.node);
    const bool is_call = action.type == "InvokeFlowModule";
    const Arrivals through = left(action, fresh), failed = when_failed(action, fresh);
    for (const Way& way : graph_.ways(place.node)) {
      if (way.to == nowhere) continue;
      if (model::is_failure(*way.branch)) {
        add({place.context, way.to}, failed);
      } else if (!is_call) {
        add({place.context, way.to}, through);
      }
    }
    follow_links(place, fresh);
    if (action.type == "EndFlowModuleExecution") come_back(place.context, fresh);
  }

  void follow_links(const Place& place, const Arrivals& fresh) {
    const FlowAction& action = graph_.action(place.node);
    bool is_called = false;
    for (const Link& link : graph_.links(place.node)) {
      if (link.to == nullptr) {
        if (link.kind == LinkKind::transfer) go_anywhere(fresh);
      } else if (link.kind == LinkKind::call) {
        is_called = true;
        call(place, *link.to, fresh);
      } else {
        add({0, link.to->start}, link.kind == LinkKind::transfer ? fresh : Arrivals{0, every_state});
      }
    }
    // What a module does that was not read may be anything; one that cannot be used does nothing.
    const bool may_run = !graph_.names_nothing_usable(place.node);
    if (action.type == "InvokeFlowModule" && !is_called && may_run) go_on_after(place, {0, every_state});
  }

  // A flow that is chosen while the contact runs is one that takes transfers.
  void go_anywhere(const Arrivals& fresh) {
    const Arrivals perhaps = Arrivals{0, fresh.surely | fresh.perhaps}.without(anywhere_);
    if (perhaps.none()) return;
    anywhere_.add(perhaps);
    for (const Part& part : graph_.parts()) {
      if (!part.is_module && part.flow->type == "CONTACT_FLOW") add({0, part.start}, anywhere_);
    }
  }

  void call(const Place& place, const Part& callee, const Arrivals& fresh) {
    for (unsigned state = 0; state < state_count; ++state) {
      const StateSet one = StateSet(1) << state;
      if ((fresh.surely & one) != 0) call_in(place, callee, {one, 0});
      if ((fresh.perhaps & one) != 0) call_in(place, callee, {0, one});
    }
  }

  void call_in(const Place& place, const Part& callee, const Arrivals& state) {
    const auto [found, is_new] =
        by_start_.try_emplace({index(callee), state.surely, state.perhaps}, std::uint32_t(contexts_.size()));
    if (is_new) contexts_.emplace_back(callee.first, callee.end - callee.first);
    contexts_[found->second].callers.push_back(place);
    add({found->second, callee.start}, state);
    go_on_after(place, contexts_[found->second].returned);
  }

  void come_back(std::uint32_t from, const Arrivals& fresh) {
    Context& context = contexts_[from];
    context.returned.add(fresh);
    for (const Place& caller : context.callers) go_on_after(caller, fresh);
  }

  void go_on_after(const Place& call, const Arrivals& returned) {
    for (const Way& way : graph_.ways(call.node)) {
      if (way.to != nowhere && !model::is_failure(*way.branch)) add({call.context, way.to}, returned);
    }
  }

  const InstanceGraph& graph_;
  std::deque<Context> contexts_;  // references to one stay when another is added
  std::map<std::tuple<std::size_t, StateSet, StateSet>, std::uint32_t> by_start_;
  std::deque<Place> waiting_;
  Arrivals anywhere_;
};

}  // namespace

StateSet states_with(StateSet states, Fact fact) {
  return states & with_each_fact[unsigned(fact)];
}

StateSet states_without(StateSet states, Fact fact) {
  return states & ~with_each_fact[unsigned(fact)];
}

void Arrivals::add(const Arrivals& other) {
  surely |= other.surely;
  perhaps |= other.perhaps;
}

Arrivals Arrivals::without(const Arrivals& other) const {
  return {surely & ~other.surely, perhaps & ~other.perhaps};
}

std::vector<Arrivals> arrivals(const InstanceGraph& graph) {
  return FixedPoint(graph).by_block();
}

}  // namespace analysis

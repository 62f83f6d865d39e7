#include "analysis/flow_states.hpp"

#include <deque>
#include <map>
#include <tuple>

#include "analysis/flow_events.hpp"

namespace analysis {
namespace {

using model::FlowAction;

// Nothing logs before a block has switched it on. A quick connect leads there from the midst of a contact.
// https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-logs.html
Arrivals begun_unseen(const Part& part) {
  const bool is_new = starts_contacts(*part.flow) && !part.has_other_entrance;
  return {0, is_new ? states_without(every_state, Fact::logging) : every_state};
}

// How a contact begins that another has made: it goes on logging, and a callback has a queue.
// https://docs.aws.amazon.com/connect/latest/APIReference/interactions-createcallbackcontact.html
StateSet begun_by(const FlowAction& action, StateSet states) {
  StateSet begun = states_without(states, Fact::logging) != 0 ? no_fact : 0;
  if (states_with(states, Fact::logging) != 0) begun |= after(no_fact, Fact::logging, true);
  return action.type == "CreateCallbackContact" ? after(begun, Fact::queue_set, true) : begun;
}

Arrivals after(const Arrivals& arrivals, const FactChanges& changes) {
  return {analysis::after(arrivals.surely, changes), analysis::after(arrivals.perhaps, changes)};
}

std::vector<FactChanges> changes_by_block(const InstanceGraph& graph) {
  std::vector<FactChanges> changes;
  changes.reserve(graph.size());
  for (Node node = 0; node < graph.size(); ++node) changes.push_back(when_done(graph.action(node)));
  return changes;
}

class FixedPoint {
 public:
  explicit FixedPoint(const InstanceGraph& graph)
      : graph_(graph),
        changes_(changes_by_block(graph)),
        later_(later_changes(graph, changes_)),
        queue_flows_(queue_flows(graph)) {
    contexts_.emplace_back(0, graph.size());
    const auto led_to = led_to_by_others(graph);
    note_hooked_queue_flows();
    begin([](const Part& part) { return part.is_entry; }, [](const Part&) { return Arrivals{no_fact, 0}; });
    begin([&](const Part& part) { return part.has_other_entrance || (!part.is_entry && !led_to.contains(&part)); },
          begun_unseen);
    // What only unseen flows, or circles of its own, lead to.
    begin([&](const Part& part) { return contexts_[0].cells[part.start].seen.none(); }, begun_unseen);
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

  void note_hooked_queue_flows() {
    std::set<const Part*> noted;
    for (Node node = 0; node < graph_.size(); ++node) {
      for (const Link& link : graph_.links(node)) {
        if (link.kind == LinkKind::event && link.to != nullptr && is_queue_flow(*link.to)) noted.insert(link.to);
      }
    }
    hooked_queue_flows_.assign(noted.begin(), noted.end());
  }

  template <typename Begins, typename How>
  void begin(Begins&& begins, How&& how) {
    for (const Part& part : graph_.parts()) {
      if (!part.is_module && begins(part)) add({0, part.start}, how(part));
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
    const Arrivals through = after(fresh, changes_[place.node]), failed = after(fresh, when_failed(action));
    for (const Way& way : graph_.ways(place.node)) {
      if (way.to == nowhere) continue;
      if (model::is_failure(*way.branch)) {
        add({place.context, way.to}, failed);
      } else if (!is_call) {
        add({place.context, way.to}, through);
      }
    }
    follow_links(place, fresh);
    if (model::queues_contact(action)) enter_queue(place.node, fresh);
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
        add({0, link.to->start}, link.kind == LinkKind::transfer ? fresh : later(place.node, link, fresh));
      }
    }
    // What a module does that was not read may be anything; one that cannot be used does nothing.
    const bool may_run = !graph_.names_nothing_usable(place.node);
    if (action.type == "InvokeFlowModule" && !is_called && may_run) go_on_after(place, {0, every_state});
  }

  // In which states contacts begin the flow of a hook, and in which new ones begin theirs. A queue flow begins where
  // contacts enter a queue.
  Arrivals later(Node node, const Link& link, const Arrivals& fresh) const {
    const StateSet states = fresh.surely | fresh.perhaps;
    if (link.kind == LinkKind::new_contact) return {0, begun_by(graph_.action(node), states)};
    return {0, is_queue_flow(*link.to) ? 0 : after_any(states, later_[node])};
  }

  // Without a queue the block fails. Whether what was set for one queue holds for the next is not known.
  void enter_queue(Node node, const Arrivals& fresh) {
    const bool moves = graph_.action(node).type == "DequeueContactAndTransferToQueue";
    const QueueFlow& ahead = queue_flows_[node];
    Arrivals in_queue =
        moves ? Arrivals{0, after(fresh.surely | fresh.perhaps, Fact::queue_set, true)}
              : Arrivals{states_with(fresh.surely, Fact::queue_set), states_with(fresh.perhaps, Fact::queue_set)};
    if (ahead.known == QueueFlow::Known::one && !moves) {
      if (ahead.flow != nullptr) add({0, ahead.flow->start}, {in_queue.surely, 0});
      in_queue.surely = 0;
    }
    const Arrivals perhaps = Arrivals{0, in_queue.surely | in_queue.perhaps}.without(in_any_queue_);
    if (perhaps.none()) return;
    in_any_queue_.add(perhaps);
    for (const Part* part : hooked_queue_flows_) add({0, part->start}, perhaps);
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
        by_start_.try_emplace({graph_.index_of(callee), state.surely, state.perhaps}, std::uint32_t(contexts_.size()));
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
  const std::vector<FactChanges> changes_, later_;
  const std::vector<QueueFlow> queue_flows_;
  std::vector<const Part*> hooked_queue_flows_;
  std::deque<Context> contexts_;  // references to one stay when another is added
  std::map<std::tuple<std::size_t, StateSet, StateSet>, std::uint32_t> by_start_;
  std::deque<Place> waiting_;
  Arrivals anywhere_, in_any_queue_;
};

}  // namespace

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

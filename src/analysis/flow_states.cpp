#include "analysis/flow_states.hpp"

#include "analysis/flow_events.hpp"
#include "analysis/flow_fixed_point.hpp"

namespace analysis {
namespace {

template <typename Of>
std::vector<FactChanges> changes_by_block(const InstanceGraph& graph, Of&& of) {
  std::vector<FactChanges> changes;
  changes.reserve(graph.size());
  for (Node node = 0; node < graph.size(); ++node) changes.push_back(of(graph.action(node)));
  return changes;
}

// A move to another queue sets that queue for what comes later.
std::vector<FactChanges> with_moves(const InstanceGraph& graph, std::vector<FactChanges> changes) {
  for (Node node = 0; node < graph.size(); ++node) {
    if (graph.action(node).type == "DequeueContactAndTransferToQueue") {
      changes[node].begin |= std::uint8_t(1U << unsigned(Fact::queue_set));
    }
  }
  return changes;
}

// As FixedPoint asks for them.
class FactStates {
 public:
  explicit FactStates(const InstanceGraph& graph)
      : graph_(graph),
        done_(changes_by_block(graph, when_done)),
        not_done_(changes_by_block(graph, when_not_done)),
        later_(later_changes(graph, with_moves(graph, done_))) {}

  static StateSet begun() { return no_fact; }
  static StateSet any() { return every_state; }

  // Nothing logs before a block has switched it on. A quick connect leads there from the midst of a contact.
  // https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-logs.html
  static StateSet begun_unseen(const Part& part) {
    const bool is_new = starts_contacts(*part.flow) && !part.has_other_entrance;
    return is_new ? states_without(every_state, Fact::logging) : every_state;
  }

  StateSet done(Node node, StateSet states) const { return after(states, done_[node]); }
  StateSet undone(Node node, StateSet states) const { return after(states, not_done_[node]); }
  StateSet failed(Node node, StateSet states) const { return after(states, not_done_[node]); }
  StateSet later(Node node, StateSet states) const { return after_any(states, later_[node]); }

  // It goes on logging, and a callback has a queue.
  // https://docs.aws.amazon.com/connect/latest/APIReference/interactions-createcallbackcontact.html
  StateSet begun_by(Node node, StateSet states) const {
    StateSet begun = states_without(states, Fact::logging) != 0 ? no_fact : 0;
    if (states_with(states, Fact::logging) != 0) begun |= after(no_fact, Fact::logging, true);
    return graph_.action(node).type == "CreateCallbackContact" ? after(begun, Fact::queue_set, true) : begun;
  }

  // Without a queue the block fails.
  static StateSet queued(StateSet states) { return states_with(states, Fact::queue_set); }
  static StateSet moved(StateSet states) { return after(states, Fact::queue_set, true); }

 private:
  const InstanceGraph& graph_;
  const std::vector<FactChanges> done_, not_done_, later_;
};

}  // namespace

ContactStates contact_states(const InstanceGraph& graph) {
  const Tracks tracks(graph);
  const FactStates states(graph);
  FixedPoint fixed_point(tracks, states);
  fixed_point.begin_everywhere();
  return {fixed_point.by_block(), fixed_point.queue_flows()};
}

}  // namespace analysis

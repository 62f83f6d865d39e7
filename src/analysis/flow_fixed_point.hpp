// The fixed point over sets of states that flow_states and flow_languages share: contacts are followed along every way,
// through transfers, modules, queues and hooks, until no block's set grows. Modules are entered once for each state and
// return to where that came from. What a state is, and what a block makes of it, is the caller's.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "analysis/flow_events.hpp"
#include "analysis/flow_graph.hpp"
#include "analysis/flow_states.hpp"

namespace analysis {

// A block of a type that is not known may do anything, on whichever of its ways.
enum class BlockRole : std::uint8_t { other, call, end_of_module, into_queue, to_other_queue, unknown };

// What following contacts asks of each block, side by side: blocks themselves are too large to visit them this often.
// Refers to the graph.
class Tracks {
 public:
  struct Track {
    std::uint32_t first = 0, undone = 0, failures = 0, end = 0;  // of the ways, by the outcome on them
    BlockRole role = BlockRole::other;
    bool has_links = false;
    bool has_conditions = false;
  };

  explicit Tracks(const InstanceGraph& graph);

  const InstanceGraph& graph() const { return graph_; }
  const Track& at(Node node) const { return tracks_[node]; }
  std::span<const Node> on(const Track& track) const { return ways(track.first, track.undone); }
  std::span<const Node> on_undone(const Track& track) const { return ways(track.undone, track.failures); }
  std::span<const Node> on_failure(const Track& track) const { return ways(track.failures, track.end); }
  std::span<const Node> on_any(const Track& track) const { return ways(track.first, track.end); }
  const QueueFlow& queue_flow(Node node) const { return queue_flows_[node]; }
  // Those that a hook sets.
  const std::vector<const Part*>& hooked_queue_flows() const { return hooked_queue_flows_; }

 private:
  std::span<const Node> ways(std::uint32_t first, std::uint32_t end) const {
    return std::span(to_).subspan(first, end - first);
  }
  void add_ways(Node node, Outcome outcome);

  const InstanceGraph& graph_;
  std::vector<Track> tracks_;
  std::vector<Node> to_;
  std::vector<QueueFlow> queue_flows_;
  std::vector<const Part*> hooked_queue_flows_;
};

// `States` says, in sets of at most 64 states:
//   begun()                with which a contact begins at a number
//   begun_unseen(part)     in which one may come to a flow of which nobody saw how it came there
//   any()                  behind a module that was not read, or a block of a type that is not known
//   done(node, states)     what a block makes of them; undone and failed, what it does with one of these outcomes
//   later(node, states)    those in which the flow of a hook may run that this block sets
//   begun_by(node, states) with which new contacts begin that this block makes
//   queued(states)         of those that come to a transfer to a queue, those that are queued
//   moved(states)          after the move to another queue
template <typename States>
class FixedPoint {
 public:
  FixedPoint(const Tracks& tracks, const States& states) : tracks_(tracks), graph_(tracks.graph()), states_(states) {
    contexts_.emplace_back(0, graph_.size());
  }

  void begin_everywhere() {
    const auto led_to = led_to_by_others(graph_);
    const auto unseen = [&](const Part& part) { return Arrivals{0, states_.begun_unseen(part)}; };
    begin([](const Part& part) { return part.is_entry; }, [&](const Part&) { return Arrivals{states_.begun(), 0}; });
    begin(
        [&](const Part& part) {
          return part.has_other_entrance || part.starts_tasks || (!part.is_entry && !led_to.contains(&part));
        },
        unseen);
    // What only unseen flows, or circles of its own, lead to.
    begin([&](const Part& part) { return contexts_.front().cells[part.start].seen.none(); }, unseen);
  }

  void begin_at(const Part& only) {
    begin([&](const Part& part) { return &part == &only; }, [&](const Part&) { return Arrivals{states_.begun(), 0}; });
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
    Arrivals seen;
    Arrivals fresh;  // of them, those that have not gone on from here
  };
  struct Context;
  struct Place {
    Context* context;
    Node node;
  };
  // Flows share the first context: who transfers does not come back. A module has one for each state of its start.
  struct Context {
    Context(Node from, std::size_t size) : first(from), cells(size) {}

    Node first;
    std::vector<Cell> cells;
    std::vector<Place> callers;
    std::map<Node, Arrivals> returned;  // by the block at which the module ended
  };

  template <typename Begins, typename How>
  void begin(Begins&& begins, How&& how) {
    for (const Part& part : graph_.parts()) {
      if (!part.is_module && begins(part)) enter(part, how(part));
    }
    while (!waiting_.empty() || !starting_.empty()) {
      std::deque<Place>& next = waiting_.empty() ? starting_ : waiting_;
      const Place place = next.front();
      next.pop_front();
      visit(place);
    }
  }

  static Cell& cell(const Place& place) { return place.context->cells[place.node - place.context->first]; }

  void enter(const Part& flow, const Arrivals& arrivals) { add({&contexts_.front(), flow.start}, arrivals, starting_); }

  void add(const Place& place, const Arrivals& arrivals) { add(place, arrivals, waiting_); }

  void add(const Place& place, const Arrivals& arrivals, std::deque<Place>& queue) {
    Cell& there = cell(place);
    const Arrivals fresh = arrivals.without(there.seen);
    if (fresh.none()) return;
    if (there.fresh.none()) queue.push_back(place);
    there.seen.add(fresh);
    there.fresh.add(fresh);
  }

  void visit(const Place& place) {
    const Arrivals fresh = std::exchange(cell(place).fresh, {});
    const Tracks::Track& track = tracks_.at(place.node);
    if (track.role == BlockRole::unknown) {
      go_on(place, tracks_.on_any(track), {0, states_.any()});
    } else {
      go_on_by_outcome(place, track, fresh);
    }
    if (track.has_links) follow_links(place, fresh);
    if (track.role != BlockRole::other) play(track.role, place, fresh);
  }

  void go_on_by_outcome(const Place& place, const Tracks::Track& track, const Arrivals& fresh) {
    const auto [node, surely, perhaps] = std::tuple(place.node, fresh.surely, fresh.perhaps);
    go_on(place, tracks_.on_failure(track), {states_.failed(node, surely), states_.failed(node, perhaps)});
    go_on(place, tracks_.on_undone(track), {states_.undone(node, surely), states_.undone(node, perhaps)});
    if (track.role == BlockRole::call) return;
    go_on(place, tracks_.on(track), {states_.done(node, surely), states_.done(node, perhaps)});
  }

  void go_on(const Place& from, std::span<const Node> ways, const Arrivals& arrivals) {
    for (const Node to : ways) add({from.context, to}, arrivals);
  }

  void play(BlockRole role, const Place& place, const Arrivals& fresh) {
    switch (role) {
      case BlockRole::other:
      case BlockRole::unknown: break;
      case BlockRole::call: run_unread(place); break;
      case BlockRole::end_of_module: come_back(place, fresh); break;
      case BlockRole::into_queue: enter_queue(place.node, fresh); break;
      case BlockRole::to_other_queue: enter_any_queue({0, states_.moved(fresh.surely | fresh.perhaps)}); break;
    }
  }

  void follow_links(const Place& place, const Arrivals& fresh) {
    for (const Link& link : graph_.links(place.node)) {
      if (link.to == nullptr) {
        if (link.kind == LinkKind::transfer) go_anywhere(fresh);
      } else if (link.kind == LinkKind::call) {
        call(place, *link.to, fresh);
      } else {
        enter(*link.to, link.kind == LinkKind::transfer ? fresh : later(place.node, link, fresh));
      }
    }
  }

  // What a module does that was not read may be anything; one that cannot be used does nothing.
  void run_unread(const Place& place) {
    const auto is_read = [](const Link& link) { return link.kind == LinkKind::call && link.to != nullptr; };
    if (std::ranges::any_of(graph_.links(place.node), is_read) || graph_.names_nothing_usable(place.node)) return;
    go_on(place, tracks_.on(tracks_.at(place.node)), {0, states_.any()});
  }

  // In which states contacts begin the flow of a hook, and in which new ones begin theirs. A queue flow begins where
  // contacts enter a queue.
  Arrivals later(Node node, const Link& link, const Arrivals& fresh) const {
    const StateSet states = fresh.surely | fresh.perhaps;
    if (link.kind == LinkKind::new_contact) return {0, states_.begun_by(node, states)};
    return {0, is_queue_flow(*link.to) ? 0 : states_.later(node, states)};
  }

  void enter_queue(Node node, const Arrivals& fresh) {
    const QueueFlow& ahead = tracks_.queue_flow(node);
    Arrivals in_queue{states_.queued(fresh.surely), states_.queued(fresh.perhaps)};
    if (ahead.known == QueueFlow::Known::one) {
      if (ahead.flow != nullptr) enter(*ahead.flow, {in_queue.surely, 0});
      in_queue.surely = 0;
    }
    enter_any_queue(in_queue);
  }

  // Whether what was set for one queue holds for the next is not known.
  void enter_any_queue(const Arrivals& in_queue) {
    const Arrivals perhaps = Arrivals{0, in_queue.surely | in_queue.perhaps}.without(in_any_queue_);
    if (perhaps.none()) return;
    in_any_queue_.add(perhaps);
    for (const Part* part : tracks_.hooked_queue_flows()) enter(*part, perhaps);
  }

  // A flow that is chosen while the contact runs is one that takes transfers.
  void go_anywhere(const Arrivals& fresh) {
    const Arrivals perhaps = Arrivals{0, fresh.surely | fresh.perhaps}.without(anywhere_);
    if (perhaps.none()) return;
    anywhere_.add(perhaps);
    for (const Part& part : graph_.parts()) {
      const bool takes_transfers = starts_contacts(*part.flow) && part.flow->type != "CAMPAIGN";
      if (!part.is_module && takes_transfers) enter(part, anywhere_);
    }
  }

  void call(const Place& place, const Part& callee, const Arrivals& fresh) {
    for (StateSet rest = fresh.surely | fresh.perhaps; rest != 0; rest &= rest - 1) {
      const StateSet one = StateSet(1) << std::countr_zero(rest);
      if ((fresh.surely & one) != 0) call_in(place, callee, {one, 0});
      if ((fresh.perhaps & one) != 0) call_in(place, callee, {0, one});
    }
  }

  void call_in(const Place& place, const Part& callee, const Arrivals& state) {
    Context*& inside = by_start_[{graph_.index_of(callee), state.surely, state.perhaps}];
    if (inside == nullptr) inside = &contexts_.emplace_back(callee.first, callee.end - callee.first);
    inside->callers.push_back(place);
    add({inside, callee.start}, state);
    for (const auto& [end, returned] : inside->returned) go_on_after(place, end, returned);
  }

  void come_back(const Place& end, const Arrivals& fresh) {
    end.context->returned[end.node].add(fresh);
    for (const Place& caller : end.context->callers) go_on_after(caller, end.node, fresh);
  }

  void go_on_after(const Place& call, Node end, const Arrivals& returned) {
    const Tracks::Track& track = tracks_.at(call.node);
    if (track.has_conditions) {
      go_on(call, ways_after_module(graph_, call.node, end), returned);
    } else {
      go_on(call, tracks_.on(track), returned);
    }
  }

  const Tracks& tracks_;
  const InstanceGraph& graph_;
  const States& states_;
  std::deque<Context> contexts_;  // in which one stays where it is when another is added
  std::map<std::tuple<std::size_t, StateSet, StateSet>, Context*> by_start_;
  std::deque<Place> waiting_;
  std::deque<Place> starting_;  // flows, when nothing else waits: until then more states may have come to their start
  Arrivals anywhere_, in_any_queue_;
};

}  // namespace analysis

// The fixed point over sets of states that flow_states and flow_languages share: contacts are followed along every way,
// through transfers, modules, queues and hooks, until no block's set grows. Modules are entered once for each state and
// return to where that came from. Contacts for which different queue flows were set are followed side by side, so that
// each comes to its own. What a state is, and what a block makes of it, is the caller's.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/flow_events.hpp"
#include "analysis/flow_graph.hpp"
#include "analysis/flow_states.hpp"

namespace analysis {

// A flow that runs when contacts come into a queue, by number.
using QueueFlow = std::uint16_t;
inline constexpr QueueFlow any_queue_flow = 0;      // which it is is not known
inline constexpr QueueFlow default_queue_flow = 1;  // no hook has set one
inline constexpr QueueFlow first_hooked_queue_flow = 2;
inline constexpr QueueFlow keeps_queue_flow = std::numeric_limits<QueueFlow>::max();  // of a block that sets none

// A block of a type that is not known may do anything, on whichever of its ways.
enum class BlockRole : std::uint8_t { other, call, end_of_module, into_queue, to_other_queue, unknown };

// With which a module ends, by number.
using ModuleResult = std::uint32_t;
inline constexpr ModuleResult any_result = 0;  // chosen while the contact runs

// What following contacts asks of each block, side by side: blocks themselves are too large to visit them this often.
// Refers to the graph.
class Tracks {
 public:
  struct Track {
    std::uint32_t first = 0, undone = 0, failures = 0, end = 0;  // of the ways, by the outcome on them
    BlockRole role = BlockRole::other;
    bool has_links = false;
    bool has_conditions = false;
    QueueFlow sets = keeps_queue_flow;  // when the block is done
    ModuleResult result = any_result;   // of an end of a module
  };

  explicit Tracks(const InstanceGraph& graph);

  const InstanceGraph& graph() const { return graph_; }
  const Track& at(Node node) const { return tracks_[node]; }
  std::span<const Node> on(const Track& track) const { return ways(track.first, track.undone); }
  std::span<const Node> on_undone(const Track& track) const { return ways(track.undone, track.failures); }
  std::span<const Node> on_failure(const Track& track) const { return ways(track.failures, track.end); }
  std::span<const Node> on_any(const Track& track) const { return ways(track.first, track.end); }
  // Where contacts go on behind a call with conditions when the module ends with that result: on its condition, else
  // where no condition is met. On any of them when the result is not known, or leads nowhere.
  // https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-modules.html
  std::span<const Node> after_module(Node call, ModuleResult result) const;
  // To the queue flows of a block.
  void add(QueueFlows& all, QueueFlow queue_flow) const;
  // Those that a hook sets; the first has the number first_hooked_queue_flow.
  const std::vector<const Part*>& hooked_queue_flows() const { return hooked_queue_flows_; }

 private:
  std::span<const Node> ways(std::uint32_t first, std::uint32_t end) const {
    return std::span(to_).subspan(first, end - first);
  }
  void add_ways(Node node, Outcome outcome);
  QueueFlow set_at(Node node) const;
  ModuleResult number_of(std::string_view result);
  void add_call(Node node);

  struct Call {
    std::map<ModuleResult, std::vector<Node>> on_condition;
    std::vector<Node> otherwise, all;
  };

  const InstanceGraph& graph_;
  std::vector<Track> tracks_;
  std::vector<Node> to_;
  std::vector<const Part*> hooked_queue_flows_;
  std::unordered_map<std::string_view, ModuleResult> results_;
  std::unordered_map<Node, Call> calls_;  // those with conditions
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
  FixedPoint(const Tracks& tracks, const States& states)
      : tracks_(tracks), graph_(tracks.graph()), states_(states), of_flows_(graph_.parts().size()) {}

  void begin_everywhere() {
    const auto led_to = led_to_by_others(graph_);
    begin([](const Part& part) { return part.is_entry; },
          [&](const Part& part) { enter(part, default_queue_flow, {states_.begun(), 0}); });
    const auto unseen = [&](const Part& part) { enter(part, any_queue_flow, {0, states_.begun_unseen(part)}); };
    begin(
        [&](const Part& part) {
          return part.has_other_entrance || part.starts_tasks || (!part.is_entry && !led_to.contains(&part));
        },
        unseen);
    // What only unseen flows, or circles of its own, lead to.
    begin([&](const Part& part) { return of_flows_[graph_.index_of(part)] == nullptr; }, unseen);
  }

  void begin_at(const Part& only) {
    begin([&](const Part& part) { return &part == &only; },
          [&](const Part& part) { enter(part, default_queue_flow, {states_.begun(), 0}); });
  }

  std::vector<Arrivals> by_block() const {
    std::vector<Arrivals> found(graph_.size());
    for_each_seen([&](Node node, QueueFlow, const Arrivals& seen) { found[node].add(seen); });
    return found;
  }

  // By block, for contacts that surely come there.
  std::vector<QueueFlows> queue_flows() const {
    std::vector<QueueFlows> found(graph_.size());
    for_each_seen([&](Node node, QueueFlow queue_flow, const Arrivals& seen) {
      if (seen.surely != 0) tracks_.add(found[node], queue_flow);
    });
    return found;
  }

 private:
  // 50 MiB. In an instance of the largest size each block may have six.
  static constexpr std::size_t most_cells = 1'600'000;

  struct Cell {
    Arrivals seen;
    Arrivals fresh;  // of them, those that have not gone on from here
  };
  struct Run;
  // Of one part: the contacts for which that queue flow was set.
  struct Layer {
    Layer(Run& of, QueueFlow which, std::size_t size) : run(&of), queue_flow(which), cells(size) {}

    Run* run;
    QueueFlow queue_flow;
    std::vector<Cell> cells;
  };
  struct Place {
    Layer* layer;
    Node node;
  };
  // Through a flow there is one, since who transfers does not come back; through a module one for each state, and queue
  // flow, with which it is entered.
  struct Run {
    explicit Run(const Part& part) : first(part.first), size(part.end - part.first) {}

    Node first;
    std::size_t size;
    std::deque<Layer> layers;  // in which one stays where it is when another is added
    std::vector<Place> callers;
    std::map<std::pair<ModuleResult, QueueFlow>, Arrivals> returned;
  };

  // Takes a block, a queue flow that may have been set for contacts which come there, and their states.
  template <typename Take>
  void for_each_seen(Take&& take) const {
    for (const Run& run : runs_) {
      for (const Layer& layer : run.layers) {
        for (std::size_t i = 0; i < layer.cells.size(); ++i) {
          if (!layer.cells[i].seen.none()) take(Node(run.first + i), layer.queue_flow, layer.cells[i].seen);
        }
      }
    }
  }

  template <typename Begins, typename Enter>
  void begin(Begins&& begins, Enter&& enter) {
    for (const Part& part : graph_.parts()) {
      if (!part.is_module && begins(part)) enter(part);
    }
    while (!waiting_.empty() || !starting_.empty()) {
      std::deque<Place>& next = waiting_.empty() ? starting_ : waiting_;
      const Place place = next.front();
      next.pop_front();
      visit(place);
    }
  }

  static Cell& cell(const Place& place) { return place.layer->cells[place.node - place.layer->run->first]; }

  Run& run_through(const Part& flow) {
    Run*& run = of_flows_[graph_.index_of(flow)];
    if (run == nullptr) run = &runs_.emplace_back(flow);
    return *run;
  }

  // When there are too many, which queue flow it is is not told apart any longer.
  Layer& layer_of(Run& run, QueueFlow queue_flow) {
    const auto found = std::ranges::find(run.layers, queue_flow, &Layer::queue_flow);
    if (found != run.layers.end()) return *found;
    if (queue_flow != any_queue_flow && !run.layers.empty() && cells_ + run.size > most_cells) {
      return layer_of(run, any_queue_flow);
    }
    cells_ += run.size;
    return run.layers.emplace_back(run, queue_flow, run.size);
  }

  void enter(const Part& flow, QueueFlow queue_flow, const Arrivals& arrivals) {
    if (!arrivals.none()) add({&layer_of(run_through(flow), queue_flow), flow.start}, arrivals, starting_);
  }

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
      go_on(with(place, any_queue_flow), tracks_.on_any(track), {0, states_.any()});
    } else {
      go_on_by_outcome(place, track, fresh);
    }
    if (track.has_links) follow_links(place, fresh);
    if (track.role != BlockRole::other) play(track.role, place, fresh);
  }

  Place with(const Place& place, QueueFlow queue_flow) {
    if (place.layer->queue_flow == queue_flow) return place;
    return {&layer_of(*place.layer->run, queue_flow), place.node};
  }

  void go_on_by_outcome(const Place& place, const Tracks::Track& track, const Arrivals& fresh) {
    const auto [node, surely, perhaps] = std::tuple(place.node, fresh.surely, fresh.perhaps);
    go_on(place, tracks_.on_failure(track), {states_.failed(node, surely), states_.failed(node, perhaps)});
    go_on(place, tracks_.on_undone(track), {states_.undone(node, surely), states_.undone(node, perhaps)});
    if (track.role == BlockRole::call) return;
    const Place done = track.sets == keeps_queue_flow ? place : with(place, track.sets);
    go_on(done, tracks_.on(track), {states_.done(node, surely), states_.done(node, perhaps)});
  }

  void go_on(const Place& from, std::span<const Node> ways, const Arrivals& arrivals) {
    for (const Node to : ways) add({from.layer, to}, arrivals);
  }

  void play(BlockRole role, const Place& place, const Arrivals& fresh) {
    switch (role) {
      case BlockRole::other:
      case BlockRole::unknown: break;
      case BlockRole::call: run_unread(place); break;
      case BlockRole::end_of_module: come_back(place, fresh); break;
      case BlockRole::into_queue: enter_queue(place, fresh); break;
      case BlockRole::to_other_queue: enter_any_queue({0, states_.moved(fresh.surely | fresh.perhaps)}); break;
    }
  }

  void follow_links(const Place& place, const Arrivals& fresh) {
    for (const Link& link : graph_.links(place.node)) {
      if (link.to == nullptr) {
        if (link.kind == LinkKind::transfer) go_anywhere(fresh);
      } else if (link.kind == LinkKind::call) {
        call(place, *link.to, fresh);
      } else if (link.kind == LinkKind::transfer) {
        enter(*link.to, place.layer->queue_flow, fresh);
      } else {
        enter(*link.to, any_queue_flow, later(place.node, link, fresh));
      }
    }
  }

  // What a module does that was not read may be anything; one that cannot be used does nothing.
  void run_unread(const Place& place) {
    const auto is_read = [](const Link& link) { return link.kind == LinkKind::call && link.to != nullptr; };
    if (std::ranges::any_of(graph_.links(place.node), is_read) || graph_.names_nothing_usable(place.node)) return;
    go_on(with(place, any_queue_flow), tracks_.on(tracks_.at(place.node)), {0, states_.any()});
  }

  // In which states contacts begin the flow of a hook, and in which new ones begin theirs. A queue flow begins where
  // contacts enter a queue.
  Arrivals later(Node node, const Link& link, const Arrivals& fresh) const {
    const StateSet states = fresh.surely | fresh.perhaps;
    if (link.kind == LinkKind::new_contact) return {0, states_.begun_by(node, states)};
    return {0, is_queue_flow(*link.to) ? 0 : states_.later(node, states)};
  }

  // That of AWS may be edited: it begins with anything as it is.
  void enter_queue(const Place& place, const Arrivals& fresh) {
    const Arrivals in_queue{states_.queued(fresh.surely), states_.queued(fresh.perhaps)};
    const QueueFlow queue_flow = place.layer->queue_flow;
    if (queue_flow == any_queue_flow) enter_any_queue(in_queue);
    if (queue_flow < first_hooked_queue_flow) return;
    enter(*tracks_.hooked_queue_flows()[queue_flow - first_hooked_queue_flow], queue_flow, in_queue);
  }

  // Whether what was set for one queue holds for the next is not known.
  void enter_any_queue(const Arrivals& in_queue) {
    const Arrivals perhaps = Arrivals{0, in_queue.surely | in_queue.perhaps}.without(in_any_queue_);
    if (perhaps.none()) return;
    in_any_queue_.add(perhaps);
    for (const Part* part : tracks_.hooked_queue_flows()) enter(*part, any_queue_flow, perhaps);
  }

  // A flow that is chosen while the contact runs is one that takes transfers.
  void go_anywhere(const Arrivals& fresh) {
    const Arrivals perhaps = Arrivals{0, fresh.surely | fresh.perhaps}.without(anywhere_);
    if (perhaps.none()) return;
    anywhere_.add(perhaps);
    for (const Part& part : graph_.parts()) {
      const bool takes_transfers = starts_contacts(*part.flow) && part.flow->type != "CAMPAIGN";
      if (!part.is_module && takes_transfers) enter(part, any_queue_flow, anywhere_);
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
    const QueueFlow queue_flow = cells_ > most_cells ? any_queue_flow : place.layer->queue_flow;
    Run*& run = by_start_[{graph_.index_of(callee), queue_flow, state.surely, state.perhaps}];
    if (run == nullptr) run = &runs_.emplace_back(callee);
    run->callers.push_back(place);
    add({&layer_of(*run, queue_flow), callee.start}, state);
    for (const auto& [how, returned] : run->returned) go_on_after(place, how.first, how.second, returned);
  }

  void come_back(const Place& end, const Arrivals& fresh) {
    Run& run = *end.layer->run;
    const QueueFlow queue_flow = end.layer->queue_flow;
    const ModuleResult result = tracks_.at(end.node).result;
    Arrivals& returned = run.returned[{result, queue_flow}];
    const Arrivals more = fresh.without(returned);
    if (more.none()) return;
    returned.add(more);
    for (const Place& caller : run.callers) go_on_after(caller, result, queue_flow, more);
  }

  void go_on_after(const Place& call, ModuleResult result, QueueFlow queue_flow, const Arrivals& returned) {
    const Tracks::Track& track = tracks_.at(call.node);
    const auto ways = track.has_conditions ? tracks_.after_module(call.node, result) : tracks_.on(track);
    go_on(with(call, queue_flow), ways, returned);
  }

  const Tracks& tracks_;
  const InstanceGraph& graph_;
  const States& states_;
  std::deque<Run> runs_;
  std::vector<Run*> of_flows_;  // by part; nothing: no contact has come there
  std::map<std::tuple<std::size_t, QueueFlow, StateSet, StateSet>, Run*> by_start_;
  std::size_t cells_ = 0;  // in all layers
  std::deque<Place> waiting_;
  std::deque<Place> starting_;  // flows, when nothing else waits: until then more states may have come to their start
  Arrivals anywhere_, in_any_queue_;
};

}  // namespace analysis

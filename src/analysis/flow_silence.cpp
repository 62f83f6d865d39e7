#include "analysis/flow_silence.hpp"

#include <algorithm>
#include <bit>

#include "analysis/flow_fixed_point.hpp"
#include "model/flow_waiting.hpp"

namespace analysis {
namespace {

// A state has a bit for each second, and the last for contacts that were spoken to.
constexpr StateSet heard = StateSet(1) << 63;
static_assert(longest_silence < 63);

StateSet after_seconds(StateSet states, std::int64_t seconds) {
  StateSet later = states & heard;
  for (std::int64_t second = 0; second <= longest_silence; ++second) {
    if ((states >> second & 1U) != 0) later |= StateSet(1) << std::min(second + seconds, longest_silence);
  }
  return later;
}

// What a block makes of a silence: it goes on for so many seconds more, begins anew with a question, or ends.
struct Effect {
  std::int64_t seconds = 0;
  bool asks = false, ends = false;
};

// As FixedPoint asks for them.
class SilenceStates {
 public:
  SilenceStates(const InstanceGraph& graph, const std::function<std::int64_t(const model::FlowAction&)>& seconds_at) {
    effects_.reserve(graph.size());
    for (Node node = 0; node < graph.size(); ++node) {
      const model::FlowAction& action = graph.action(node);
      const StateSet done = after(no_fact, when_done(action));
      effects_.push_back({.seconds = std::clamp<std::int64_t>(seconds_at(action), 0, longest_silence),
                          .asks = model::waits_for_somebody(action),
                          .ends = states_with(done, Fact::spoken_to) != 0 || !model::is_known_type(action.type)});
    }
  }

  static StateSet begun() { return 1; }
  static StateSet any() { return heard; }
  static StateSet begun_unseen(const Part&) { return heard; }

  StateSet done(Node node, StateSet states) const {
    const Effect& effect = effects_[node];
    if (states == 0) return 0;
    if (effect.ends) return heard;
    if (effect.asks) return (states & heard) | ((states & ~heard) != 0 ? 1 : 0);
    return effect.seconds == 0 ? states : after_seconds(states, effect.seconds);
  }
  // Who lets the time run out was asked as well.
  StateSet undone(Node node, StateSet states) const { return done(node, states); }
  StateSet failed(Node node, StateSet states) const { return states != 0 && effects_[node].ends ? heard : states; }

  static StateSet later(Node, StateSet) { return heard; }
  static StateSet begun_by(Node, StateSet) { return heard; }
  static StateSet queued(StateSet states) { return states; }
  static StateSet moved(StateSet) { return heard; }

 private:
  std::vector<Effect> effects_;
};

}  // namespace

std::vector<std::optional<std::int64_t>> silence_before(
    const InstanceGraph& graph, const std::function<std::int64_t(const model::FlowAction&)>& seconds_at) {
  const Tracks tracks(graph);
  const SilenceStates states(graph, seconds_at);
  FixedPoint fixed_point(tracks, states);
  fixed_point.begin_everywhere();
  std::vector<std::optional<std::int64_t>> found;
  found.reserve(graph.size());
  for (const Arrivals& arrivals : fixed_point.by_block()) {
    const StateSet silent = arrivals.surely & ~heard;
    found.push_back(silent == 0 ? std::nullopt : std::optional<std::int64_t>(std::bit_width(silent) - 1));
  }
  return found;
}

}  // namespace analysis

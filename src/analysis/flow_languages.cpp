#include "analysis/flow_languages.hpp"

#include <algorithm>

namespace analysis {
namespace {

using Kind = Language::Kind;

// What the block sets; not set: it leaves it as it is.
Language set_by(const model::FlowAction& action) {
  const bool is_voice = action.language.empty();
  const std::string_view name = is_voice ? action.voice : action.language;
  if (name.empty()) return {};
  if (model::is_chosen_later(name)) return {Kind::chosen_later};
  return {is_voice ? Kind::voice : Kind::language, name};
}

constexpr StateSet lower_half = (StateSet(1) << language_count) - 1;

StateSet with_language(StateSet states, std::uint8_t language) {
  StateSet set = (states & lower_half) != 0 ? StateSet(1) << language : 0;
  if (with_callback(states) != 0) set |= StateSet(1) << language << language_count;
  return set;
}

StateSet offered(StateSet states) {
  return states << language_count | with_callback(states);
}

}  // namespace

// As FixedPoint asks for them.
class FlowLanguages::States {
 public:
  States(const FlowLanguages& languages, const Followed& followed)
      : changes_(languages.changes_), followed_(followed), any_((StateSet(1) << languages.languages_.size()) - 1) {
    any_ |= offered(any_);
  }

  static StateSet begun() { return 1; }
  StateSet any() const { return any_; }
  StateSet begun_unseen(const Part&) const { return any_; }

  StateSet done(Node node, StateSet states) const {
    const Change& change = changes_[node];
    if (change.language != keeps) states = with_language(states, change.language);
    return change.offers_callback ? offered(states) : states;
  }
  static StateSet undone(Node, StateSet states) { return states; }
  StateSet failed(Node, StateSet states) const { return followed_.through_failures ? states : 0; }

  // What comes between is not followed here, and AWS does not say what a new contact has of the one that made it.
  StateSet later(Node, StateSet) const { return any_; }
  StateSet begun_by(Node, StateSet) const { return followed_.from == nullptr ? any_ : 0; }

  static StateSet queued(StateSet states) { return states; }
  static StateSet moved(StateSet states) { return states; }

 private:
  const std::vector<Change>& changes_;
  const Followed followed_;
  StateSet any_;
};

// Languages come before voices, which are seldom the last that is set, in the numbers that there are.
FlowLanguages::FlowLanguages(const InstanceGraph& graph)
    : tracks_(graph), languages_{{Kind::not_set}, {Kind::chosen_later}, {Kind::another}} {
  std::vector<Language> set;
  set.reserve(graph.size());
  changes_.reserve(graph.size());
  for (Node node = 0; node < graph.size(); ++node) {
    const model::FlowAction& action = graph.action(node);
    set.push_back(set_by(action));
    changes_.push_back({keeps, action.type == "CreateCallbackContact"});
  }
  for (const Kind kind : {Kind::language, Kind::voice}) {
    for (const Language& language : set) {
      if (language.kind == kind) add(language);
    }
  }
  for (Node node = 0; node < graph.size(); ++node) changes_[node].language = number_of(set[node]);
}

void FlowLanguages::add(const Language& language) {
  const bool is_new = std::ranges::find(languages_, language) == languages_.end();
  if (is_new && languages_.size() < language_count) languages_.push_back(language);
}

std::uint8_t FlowLanguages::number_of(const Language& language) const {
  if (language.kind == Kind::not_set) return keeps;
  const auto found = std::ranges::find(languages_, language);
  return found == languages_.end() ? std::uint8_t(Kind::another) : std::uint8_t(found - languages_.begin());
}

std::vector<Arrivals> FlowLanguages::arrivals(const Followed& followed) const {
  const States states(*this, followed);
  FixedPoint fixed_point(tracks_, states);
  if (followed.from != nullptr) {
    fixed_point.begin_at(*followed.from);
  } else {
    fixed_point.begin_everywhere();
  }
  return fixed_point.by_block();
}

std::vector<Language> FlowLanguages::of(StateSet states) const {
  std::vector<Language> found;
  for (std::size_t number = 0; number < languages_.size(); ++number) {
    const StateSet one = StateSet(1) << number;
    if ((states & (one | offered(one))) != 0) found.push_back(languages_[number]);
  }
  return found;
}

}  // namespace analysis

// In which languages contacts come to the blocks of any flow, and which of them have been offered a callback: a fixed
// point as that of flow_states, over other states. A graph has to outlive what is made of it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/flow_fixed_point.hpp"
#include "analysis/flow_graph.hpp"
#include "analysis/flow_states.hpp"

namespace analysis {

// What a block sets last on a contact's way. A voice stands for its language where no language is set behind it: the
// designer's block Set voice sets the voice and then, if asked to, the language.
// https://docs.aws.amazon.com/connect/latest/adminguide/set-voice.html
struct Language {
  enum class Kind : std::uint8_t {
    not_set,
    chosen_later,  // while the contact runs
    another,       // set out of sight, or one of more than can be told apart
    language,
    voice,
  };

  Kind kind = Kind::not_set;
  std::string_view name{};  // de-DE, Vicki; only of the last two

  bool operator==(const Language&) const = default;
};

// A state is a language and whether a callback was offered: a set of states has a bit for each language in its lower
// half, and one in its upper half for those with a callback.
inline constexpr unsigned language_count = 32;
constexpr StateSet with_callback(StateSet states) {
  return states >> language_count << language_count;
}

class FlowLanguages {
 public:
  explicit FlowLanguages(const InstanceGraph& graph);

  // Which contacts are followed, and on which ways.
  struct Followed {
    const Part* from = nullptr;  // those that begin there, without new ones that they make; nothing: all
    bool through_failures = true;
  };
  // By block, as contact_states().
  std::vector<Arrivals> arrivals(const Followed& followed) const;

  // Those of the states, each once.
  std::vector<Language> of(StateSet states) const;

 private:
  struct Change {
    std::uint8_t language = keeps;
    bool offers_callback = false;
  };
  static constexpr std::uint8_t keeps = language_count;
  class States;

  void add(const Language& language);
  std::uint8_t number_of(const Language& language) const;

  Tracks tracks_;
  std::vector<Language> languages_;  // by number
  std::vector<Change> changes_;      // by block
};

}  // namespace analysis

// What changed in an instance's flows between two reviews: by the identifiers of blocks, where their branches lead,
// what they name, and digests of what they say. Pure function; what it tells refers to what it was given.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/flow.hpp"
#include "model/inventory.hpp"

namespace analysis {

// A way out of a block that leads elsewhere now; one of the two is nullptr where there was, or is, no such branch.
struct Rewired {
  const model::FlowAction* block = nullptr;  // as it is now
  const model::FlowBranch *before = nullptr, *now = nullptr;
  const model::FlowAction *led_to = nullptr, *leads_to = nullptr;  // nullptr too where the flow has no such block
};

// What a block names: another thing now, or one more, or one less.
struct Retargeted {
  const model::FlowAction* block = nullptr;
  const model::FlowReference *before = nullptr, *now = nullptr;
};

enum class FlowChangeKind { appeared, gone, changed };
std::string_view name(FlowChangeKind kind);

struct FlowChange {
  FlowChangeKind kind = FlowChangeKind::changed;
  bool is_module = false;
  const model::FlowSummary *before = nullptr, *now = nullptr;
  std::vector<const model::FlowAction*> added{}, removed{};
  std::vector<Rewired> rewired{};
  std::vector<Retargeted> retargeted{};
  std::vector<const model::FlowAction*> reset{};  // says or does something else, whatever it names
  const model::FlowAction* start = nullptr;       // that contacts begin at now, and did not
  bool is_unread = false;                         // its content is another, and which is not known

  const model::FlowSummary& flow() const { return now == nullptr ? *before : *now; }
  // It is there now, and contacts meet something else than before: its name or state alone is none of that.
  bool is_other_content() const;
};

struct FlowChanges {
  std::vector<FlowChange> changes;     // flows, then modules, by name
  std::vector<std::string> not_known;  // sentences
};

// Of a flow whose list one of them did not read to its end it is not said that it is new, or gone.
FlowChanges flow_changes(const model::Inventory& before, const model::Inventory& now);

}  // namespace analysis

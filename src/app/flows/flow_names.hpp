// What the things are called that blocks of flows name: by the lists that were read, else as the designer noted them in
// the flow, else by their ids. For the lifetime of the inventory; any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "model/inventory.hpp"

namespace app {

class FlowNames {
 public:
  explicit FlowNames(const model::Inventory& inventory);

  std::string flow(const std::string& id) const;
  std::string module(const std::string& id) const;
  // "queue Sales", "an agent's queue", "a queue that is chosen while the contact runs".
  std::string queue_of(const model::FlowAction& action) const;
  std::string hours_of(const model::FlowAction& action) const;
  std::string prompt_of(const model::FlowAction& action) const;  // empty: it names none
  // One that a block sets, if it is none that is chosen later.
  std::string value(std::string_view text) const;

 private:
  std::string named(const model::FlowReference& reference, std::string_view noun) const;

  using NamesById = std::map<std::string, std::string>;
  NamesById flows_, modules_;
  std::map<model::ReferenceKind, NamesById> listed_;
};

// The first of a kind; nullptr when the block names none.
const model::FlowReference* reference_of(const model::FlowAction& action, model::ReferenceKind kind);

// Why the flow of that id is none that was read and that contacts can run through.
std::string why_not_followed(const model::Inventory& inventory, const std::string& id);

}  // namespace app

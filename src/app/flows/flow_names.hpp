// What the things are called that blocks of flows name: by the lists that were read, else as the designer noted them in
// the flow, else by their ids. For the lifetime of the inventory; any thread.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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
  // "queue Sales", "function arn:…".
  std::string of(const model::FlowReference& reference) const;
  // One that a block sets, if it is none that is chosen later.
  std::string value(std::string_view text) const;

 private:
  std::string named(const model::FlowReference& reference, std::string_view noun) const;

  using NamesById = std::map<std::string, std::string>;
  NamesById flows_, modules_;
  std::map<model::ReferenceKind, NamesById> listed_;
  std::map<std::string, std::string> weeks_;  // when hours are open, by their ids
  std::set<model::ReferenceKind> whole_;      // whose lists were read to the end: what is not in them is gone
};

// The first of a kind; nullptr when the block names none.
const model::FlowReference* reference_of(const model::FlowAction& action, model::ReferenceKind kind);

// "the list of queues: AWS refused the call", of each of these that was not read whole.
std::vector<std::string> not_read(const model::Inventory& inventory, std::span<const model::DatasetId> datasets);

// What flows, what they name and where numbers lead is told from.
inline constexpr model::DatasetId told_from[] = {model::DatasetId::phone_numbers,   model::DatasetId::flow_associations,
                                                 model::DatasetId::message_flows,   model::DatasetId::flows,
                                                 model::DatasetId::flow_contents,   model::DatasetId::modules,
                                                 model::DatasetId::module_contents, model::DatasetId::queues,
                                                 model::DatasetId::prompts,         model::DatasetId::hours};

// Of a default flow: AWS marks none of them, and people rename them.
inline constexpr std::string_view runs_by_default = "by its name, Connect runs it where no other is set";

// Why contacts, or this program, do not go on in a flow.
struct NotFollowed {
  std::string why;
  bool is_wrong = false;  // the flow is none that contacts can go on in; otherwise it is not known
};
NotFollowed why_not_followed(const model::Inventory& inventory, const std::string& id);

}  // namespace app

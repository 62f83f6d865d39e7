// Where the values of attributes come from that blocks read: followed back through what they were set to. Pure
// functions.
#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/flow_states.hpp"

namespace analysis {

// Attributes that one of the blocks sets to what `is_source` says, or to another such attribute.
std::set<std::string> set_from(const InstanceGraph& graph, std::span<const Node> blocks,
                               const std::function<bool(const std::string&)>& is_source);

class AttributeSources {
 public:
  explicit AttributeSources(const FollowedFlows& flows);

  // The least trusted source of all ways that lead to the block. What an attribute of the contact holds when its flow
  // begins may be whatever some block sets it to, or set by whoever starts the contact.
  model::AttributeSource at(Node node, const std::string& attribute) const;

 private:
  struct Step {
    Node before = nowhere;
    bool has_failed = false;
  };

  model::AttributeSource at_beginning(const std::string& attribute) const;
  bool may_be_set_in_call(Node node, const std::string& attribute) const;

  const FollowedFlows& flows_;
  std::vector<std::vector<Step>> steps_;  // by block: those that lead to it
  std::set<std::string> from_caller_;     // by way of some block
  std::set<std::string> set_in_modules_;
};

}  // namespace analysis

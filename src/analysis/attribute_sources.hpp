// Where the values of attributes come from that blocks read: followed through what they were set to, along all ways of
// contacts. Pure functions.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "analysis/handed_on.hpp"

namespace analysis {

class AttributeSources {
 public:
  // Of the attributes that blocks read, and of no others.
  AttributeSources(const FollowedFlows& flows, const AttributesRead& reads);

  // The least trusted source of all ways that lead to the block. Whoever starts a contact may set attributes of it.
  // Nothing where there is too much to follow, which takes more blocks and attributes than AWS publishes.
  std::optional<model::AttributeSource> at(Node node, const std::string& attribute) const;

  // Words of memory that finding them took: by the flows alone, whatever the machine.
  std::size_t work() const { return work_; }

 private:
  const HandedOn attributes_;
  std::map<std::pair<Node, std::uint32_t>, model::AttributeSource> found_;
  std::size_t work_ = 0;
};

}  // namespace analysis

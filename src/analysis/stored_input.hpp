// Where what blocks store of a caller's input may be read later: by its own name in the same flow, in attributes that
// it was copied to, which go with the contact into other flows and modules, and in what modules are given and return.
// Pure functions.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/flow_graph.hpp"

namespace analysis {

class StoredInput {
 public:
  // Of the blocks that `is_source` says, until something else is stored, or set, in its place.
  StoredInput(const InstanceGraph& graph, const std::function<bool(Node)>& is_source);

  // Whether the attribute may have it in it when a contact comes to the block.
  bool may_be_in(std::string_view attribute, Node node) const;

  // Whether it was followed to the end: a hostile flow hands attributes on in more ways than that.
  bool is_whole() const { return is_whole_; }

 private:
  bool is_whole_ = true;
  std::map<std::string, std::size_t, std::less<>> numbers_;  // by attribute
  std::vector<std::vector<bool>> held_;                      // by block and by number; empty where none is
};

}  // namespace analysis

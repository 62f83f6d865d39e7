// How far contacts can go from the first block of a flow, and how long blocks can make them wait before an agent is
// sought. Pure functions.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/flow_states.hpp"

namespace analysis {

// The time limits of blocks on the way that takes longest. What blocks say to contacts comes on top.
struct Wait {
  std::int64_t seconds = 0;
  bool may_be_longer = false;  // contacts can go round on a way, or to where the review does not see
  bool arrives = false;        // there is a way
};

struct Shape {
  const Part* entry = nullptr;
  std::int64_t blocks = 0, branches = 0;  // that contacts can come to
  std::int64_t parts = 0;                 // flows and modules that these are of
  std::int64_t module_depth = 0;          // of modules that call modules: 1 where none does
  Wait before_agent;
};

// Of each flow that a number leads to.
std::vector<Shape> shapes_of_entries(const FollowedFlows& flows);

}  // namespace analysis

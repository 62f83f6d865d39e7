// Which live flows and modules have blocks of some kind, for checks of what the instance has for such blocks: they are
// judged without the flows too, and say then that these are not known. Pure functions.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "checks/check.hpp"

namespace checks {

struct FlowLists {
  const Dataset<model::FlowSummaries>&flows, &modules;
  const Dataset<model::FlowContents>&contents, &module_contents;
};

struct FlowsWith {
  std::vector<std::string> names;
  std::optional<Gap> gap;  // why there may be more of them
};

// Where `has` holds for a block that contacts can come to.
FlowsWith flows_with(const FlowLists& lists, const std::function<bool(const model::FlowAction&)>& has);

}  // namespace checks

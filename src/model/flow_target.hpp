// The dataset of what blocks name and AWS is asked for one by one: aliases of Amazon Lex bots, views, task templates
// and data tables. Plain data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/dataset.hpp"
#include "model/flow_action.hpp"

namespace model {

struct FlowTarget {
  ReferenceKind kind = ReferenceKind::lex_bot;
  std::string named;  // as blocks name it
  bool exists = true;
  std::string state;       // AWS's word: Available, PUBLISHED, INACTIVE, …; empty: things of this kind have none
  std::optional<Gap> gap;  // why it is not known
};

// Each once, sorted by kind and name: by that checks find them.
using FlowTargets = std::vector<FlowTarget>;

}  // namespace model

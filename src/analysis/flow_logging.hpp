// Whether a flow logs by blocks of its own and of the modules that it invokes, which run within the same contact
// segment. Pure functions.
// https://docs.aws.amazon.com/connect/latest/APIReference/flow-control-actions-updateflowloggingbehavior.html
#pragma once

#include <optional>

#include "model/flow.hpp"
#include "model/inventory.hpp"

namespace analysis {

struct OwnLogging {
  model::FlowLogging logging = model::FlowLogging::off;
  std::string why;                // one clause
  std::optional<model::Gap> gap;  // why it cannot be told: a module that was not read may switch logging on
};

OwnLogging own_logging(const model::FlowGraph& graph, const model::Dataset<model::FlowContents>& modules);

}  // namespace analysis

// Blocks that call Lambda functions which are gone, have failed or refuse the instance. Pure functions.
#pragma once

#include "checks/flow/flow_look.hpp"
#include "model/inventory.hpp"

namespace checks {

// Only of functions that are known.
FlowProblems failing_functions(const Scene& scene, const analysis::FollowedFlows& flows,
                               const model::LambdaFunctions& functions,
                               const Dataset<model::LambdaAssociations>& associations);

}  // namespace checks

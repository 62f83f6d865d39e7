// The Lambda functions that blocks call, and blocks whose functions are gone, have failed or refuse the instance. Pure
// functions.
#pragma once

#include <set>
#include <string>

#include "checks/flow/flow_look.hpp"
#include "model/inventory.hpp"

namespace checks {

// ARNs of the functions that blocks call which contacts can come to.
std::set<std::string> functions_called(const analysis::FollowedFlows& flows);

// "harbour-cargo:live" of "arn:aws:lambda:eu-central-1:111122223333:function:harbour-cargo:live"
std::string function_name(const std::string& arn);

// Only of functions that are known.
FlowProblems failing_functions(const Scene& scene, const analysis::FollowedFlows& flows,
                               const model::LambdaFunctions& functions,
                               const Dataset<model::LambdaAssociations>& associations);

}  // namespace checks

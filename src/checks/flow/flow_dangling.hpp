// What blocks name and cannot use, for it is gone, archived, unpublished or of another instance. Of Lambda functions
// flow_functions tells. Pure functions.
#pragma once

#include "checks/flow/flow_look.hpp"
#include "checks/flow/named.hpp"

namespace checks {

FlowProblems dangling_names(const analysis::FollowedFlows& flows, const NameLists& lists);

}  // namespace checks

// What blocks name and cannot use: queues, prompts, hours, flows and modules that are gone, archived, unpublished or of
// another instance. Pure functions.
#pragma once

#include "checks/flow/flow_look.hpp"
#include "checks/flow/named.hpp"

namespace checks {

FlowProblems dangling_names(const analysis::FollowedFlows& flows, const NameLists& lists);

}  // namespace checks

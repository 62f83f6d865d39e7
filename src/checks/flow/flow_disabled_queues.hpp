// Queues that flows send callers to and that are disabled. Pure function.
#pragma once

#include "checks/flow/flow_look.hpp"

namespace checks {

FlowProblems disabled_queues(const analysis::FollowedFlows& flows, const model::QueueDetails& queues);

}  // namespace checks

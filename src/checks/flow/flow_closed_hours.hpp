// Hours that flows ask for and that are never open. Pure function.
#pragma once

#include "checks/flow/flow_look.hpp"

namespace checks {

// `queues`: a block that names no hours asks for those of the queue that was set before.
FlowProblems hours_never_open(const analysis::FollowedFlows& flows, const model::HoursDetails& hours,
                              const model::QueueDetails& queues);

}  // namespace checks

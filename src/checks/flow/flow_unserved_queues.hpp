// Queues that flows send callers to and that no agent takes contacts of. Pure functions.
#pragma once

#include "checks/flow/flow_look.hpp"

namespace checks {

// How many of them do not say which queues they have: as long as there is one, no queue can be called unserved.
std::int64_t profiles_without_queues(const model::RoutingProfiles& profiles);

// None while a profile does not say its queues.
FlowProblems unserved_queues(const analysis::FollowedFlows& flows, const model::Queues& queues,
                             const model::RoutingProfiles& profiles);

}  // namespace checks

// Queues that flows send callers to and that no agent takes contacts of. Pure functions.
#pragma once

#include "checks/flow/flow_look.hpp"

namespace checks {

// Of profiles that do not say which queues they have; nothing where all do.
Judgements profiles_without_queues(const model::RoutingProfiles& profiles);

// None while a profile does not say its queues.
FlowProblems unserved_queues(const analysis::FollowedFlows& flows, const model::Queues& queues,
                             const model::RoutingProfiles& profiles);

}  // namespace checks

// Blocks that send callers to a queue which they name. Pure function.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "checks/flow/flow_look.hpp"

namespace checks {

// The block and what contacts come to behind it, as long as no other block sets a queue.
std::vector<analysis::Node> blocks_with_queue_of(const analysis::InstanceGraph& graph, analysis::Node node);

// `wrong_with`: what is wrong with the queue of this id, as it stands in a Spot; nothing where nothing is.
FlowProblems problems_of_queues_sent_to(
    const analysis::FollowedFlows& flows,
    const std::function<std::optional<std::string>(const std::string& queue_id)>& wrong_with, const SpotWords& words);

}  // namespace checks

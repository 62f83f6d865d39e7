// How long a block waits for the Lambda function that it calls. Pure function.
// https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html
#pragma once

#include <cstdint>
#include <optional>

#include "model/flow_action.hpp"

namespace checks {

// Seconds; nothing of a block that calls none, or that goes on at once.
std::optional<std::int64_t> wait_for_function(const model::FlowAction& action);

}  // namespace checks

// EventBridge, asked only to say that a review has ended.
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
#pragma once

#include "aws/operation.hpp"

namespace aws::events {

inline constexpr Service service = {"events",     "events",           "events",   "events",
                                    "2015-10-07", Protocol::json_1_1, "AWSEvents"};

inline constexpr std::string_view bus_arns[] = {"arn:{partition}:events:{region}:{account}:event-bus/{bus}"};
inline constexpr Resources the_bus = {ResourceScope::region, "EventBus", bus_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/events.def"
#undef OPERATION

}  // namespace aws::events

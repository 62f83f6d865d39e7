// What a finished review tells CloudWatch: one line of its log in the embedded metric format. Pure function.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
#pragma once

#include <string>

#include "app/review.hpp"
#include "base/clock.hpp"
#include "model/scene.hpp"

namespace app {

inline constexpr const char* metric_namespace = "ConnectOpsReview";

// "amazon-connect-ops-review-orchestrator" of arn:aws:lambda:REGION:ACCOUNT:function:NAME[:ALIAS]; empty when it is no
// such ARN.
std::string function_name(const std::string& function_arn);

// JSON without a line feed. By function, and by function and instance; the review's id is a property that logs can be
// searched for, no dimension: each would be another metric to pay for.
std::string metric_line(const ReviewOutcome& outcome, const model::InstanceRef& instance, const std::string& function,
                        base::Time now);

}  // namespace app

// CloudWatch Logs. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
#pragma once

#include "aws/operation.hpp"

namespace aws::logs {

inline constexpr Service service = {.name = "logs",
                                    .signing_name = "logs",
                                    .host = "logs",
                                    .iam_prefix = "logs",
                                    .api_version = "2014-03-28",
                                    .protocol = Protocol::json_1_1,
                                    .target_prefix = "Logs_20140328"};

// The regions of Amazon Connect that allow more than the least.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
inline constexpr RegionRate filter_rates[] = {
    {"us-east-1", {25, 25}},      {"us-west-2", {10, 10}},      {"ca-central-1", {10, 10}},
    {"eu-west-2", {10, 10}},      {"ap-northeast-1", {10, 10}}, {"ap-northeast-2", {10, 10}},
    {"ap-southeast-1", {10, 10}}, {"ap-southeast-2", {10, 10}}, {"af-south-1", {10, 10}},
};

inline constexpr std::string_view log_group_arns[] = {
    "arn:{partition}:logs:{region}:{account}:log-group:{log_group}:*"};
inline constexpr Resources the_log_group = {ResourceScope::region, "FlowLogs", log_group_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/logs.def"
#undef OPERATION

}  // namespace aws::logs

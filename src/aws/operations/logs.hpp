// CloudWatch Logs. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
#pragma once

#include "aws/operation.hpp"

namespace aws::logs {

inline constexpr Operation describe_log_groups = {
    "logs", "logs", "DescribeLogGroups", {"nextToken", "nextToken", "logGroups", "limit", 50}};
inline constexpr Operation filter_log_events = {
    "logs", "logs", "FilterLogEvents", {"nextToken", "nextToken", "events", "limit", 10000}};

}  // namespace aws::logs

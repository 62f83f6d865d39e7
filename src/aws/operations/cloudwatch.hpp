// CloudWatch metrics. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
#pragma once

#include "aws/operation.hpp"

namespace aws::cloudwatch {

inline constexpr Service service = {.name = "cloudwatch",
                                    .signing_name = "monitoring",
                                    .host = "monitoring",
                                    .iam_prefix = "cloudwatch",
                                    .api_version = "2010-08-01",
                                    .protocol = Protocol::json_1_0,
                                    .target_prefix = "GraniteServiceVersion20100801"};

inline constexpr std::size_t max_metric_queries = 500;  // in one GetMetricData request

// Its page size is counted in datapoints; the default is the largest. New accounts have 500 requests a second, old ones
// 50: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
inline constexpr Operation get_metric_data = {.service = service,
                                              .name = "GetMetricData",
                                              .paging = {"NextToken", "NextToken", "MetricDataResults", "", 0},
                                              .rate = {50, 50}};

}  // namespace aws::cloudwatch

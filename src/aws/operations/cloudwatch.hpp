// CloudWatch metrics. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
#pragma once

#include "aws/operation.hpp"

namespace aws::cloudwatch {

inline constexpr std::size_t max_metric_queries = 500;  // in one GetMetricData request

// Its page size is counted in datapoints; the default is the largest.
inline constexpr Operation get_metric_data = {
    "cloudwatch", "cloudwatch", "GetMetricData", {"NextToken", "NextToken", "MetricDataResults", "", 0}};

}  // namespace aws::cloudwatch

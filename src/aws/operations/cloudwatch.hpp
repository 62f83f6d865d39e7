// CloudWatch metrics and alarms.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
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

inline constexpr Price metric_price = {.usd = 0.01 / 1000,
                                       .unit = "metric asked for with GetMetricData",
                                       .source = "https://aws.amazon.com/cloudwatch/pricing/",
                                       .as_of = "2026-11-22"};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/cloudwatch.def"
#undef OPERATION

}  // namespace aws::cloudwatch

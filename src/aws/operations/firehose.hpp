// Amazon Data Firehose, asked only how the streams that Amazon Connect writes to are set up.
// https://docs.aws.amazon.com/firehose/latest/APIReference/API_DescribeDeliveryStream.html
#pragma once

#include "aws/operation.hpp"

namespace aws::firehose {

inline constexpr Service service = {.name = "firehose",
                                    .signing_name = "firehose",
                                    .host = "firehose",
                                    .iam_prefix = "firehose",
                                    .api_version = "2015-08-04",
                                    .protocol = Protocol::json_1_1,
                                    .target_prefix = "Firehose_20150804"};

// Which streams an instance writes to is not known before it is read.
inline constexpr std::string_view stream_arns[] = {"arn:{partition}:firehose:{region}:{account}:deliverystream/*"};
inline constexpr Resources delivery_streams = {ResourceScope::region, "DataStreams", stream_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/firehose.def"
#undef OPERATION

}  // namespace aws::firehose

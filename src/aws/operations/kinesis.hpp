// Kinesis Data Streams, asked only how the streams that Amazon Connect writes to are set up.
// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html
#pragma once

#include "aws/operation.hpp"

namespace aws::kinesis {

inline constexpr Service service = {.name = "kinesis",
                                    .signing_name = "kinesis",
                                    .host = "kinesis",
                                    .iam_prefix = "kinesis",
                                    .api_version = "2013-12-02",
                                    .protocol = Protocol::json_1_1,
                                    .target_prefix = "Kinesis_20131202"};

// Which streams an instance writes to is not known before it is read.
inline constexpr std::string_view stream_arns[] = {"arn:{partition}:kinesis:{region}:{account}:stream/*"};
inline constexpr Resources data_streams = {ResourceScope::region, "DataStreams", stream_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/kinesis.def"
#undef OPERATION

}  // namespace aws::kinesis

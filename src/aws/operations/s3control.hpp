// S3's settings of a whole account. An address of AWS's begins with the account's id; it is a header as well.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_AWS_S3_Control.html
#pragma once

#include "aws/operation.hpp"

namespace aws::s3control {

inline constexpr Service service = {.name = "s3control",
                                    .signing_name = "s3",
                                    .host = "{AccountId}.s3-control",
                                    .iam_prefix = "s3",
                                    .api_version = "2018-08-20",
                                    .protocol = Protocol::rest_xml};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/s3control.def"
#undef OPERATION

}  // namespace aws::s3control

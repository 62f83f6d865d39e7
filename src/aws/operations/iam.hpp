// IAM, asked only whether a principal may do what a review needs.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
#pragma once

#include "aws/operation.hpp"

namespace aws::iam {

inline constexpr Service service = {.name = "iam",
                                    .signing_name = "iam",
                                    .host = "iam",
                                    .iam_prefix = "iam",
                                    .api_version = "2010-05-08",
                                    .protocol = Protocol::query};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/iam.def"
#undef OPERATION

}  // namespace aws::iam

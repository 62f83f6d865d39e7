// IAM: whether a principal may do what a review needs, and what the roles of an instance and its functions may do.
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

// Which roles functions run with is not known before they are read.
inline constexpr std::string_view role_arns[] = {"arn:{partition}:iam::{account}:role/*"};
inline constexpr Resources roles = {ResourceScope::region, "Roles", role_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/iam.def"
#undef OPERATION

}  // namespace aws::iam

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

inline constexpr Operation simulate_principal_policy = {
    .service = service,
    .name = "SimulatePrincipalPolicy",
    .paging = {"Marker", "Marker", "EvaluationResults", "MaxItems", 1000}};

}  // namespace aws::iam

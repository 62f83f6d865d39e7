// Amazon AppIntegrations, asked only which applications and integrations there are, what they are associated with, and
// whether they have tags.
// https://docs.aws.amazon.com/appintegrations/latest/APIReference/API_Operations.html
#pragma once

#include "aws/operation.hpp"

namespace aws::appintegrations {

inline constexpr Service service = {.name = "appintegrations",
                                    .signing_name = "app-integrations",
                                    .host = "app-integrations",
                                    .iam_prefix = "app-integrations",
                                    .api_version = "2020-07-29",
                                    .protocol = Protocol::rest_json};

// Which applications there are is not known before they are listed.
inline constexpr std::string_view application_arns[] = {
    "arn:{partition}:app-integrations:{region}:{account}:application/*"};
inline constexpr Resources applications = {ResourceScope::region, "BesideConnect", application_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/appintegrations.def"
#undef OPERATION

}  // namespace aws::appintegrations

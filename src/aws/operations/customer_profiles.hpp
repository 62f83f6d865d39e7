// Amazon Connect Customer Profiles, asked only what domains there are and what they have, and whether it has tags.
// https://docs.aws.amazon.com/customerprofiles/latest/APIReference/API_ListDomains.html
#pragma once

#include "aws/operation.hpp"

namespace aws::customer_profiles {

inline constexpr Service service = {.name = "customer-profiles",
                                    .signing_name = "profile",
                                    .host = "profile",
                                    .iam_prefix = "profile",
                                    .api_version = "2020-08-15",
                                    .protocol = Protocol::rest_json};

// Which domains there are is not known before they are listed.
inline constexpr std::string_view domain_arns[] = {"arn:{partition}:profile:{region}:{account}:domains/*"};
inline constexpr Resources domains = {ResourceScope::region, "BesideConnect", domain_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/customer_profiles.def"
#undef OPERATION

}  // namespace aws::customer_profiles

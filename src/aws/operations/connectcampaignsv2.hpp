// Amazon Connect outbound campaigns, asked only how many there are and in which state.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-outbound-campaigns-v2_ListCampaigns.html
#pragma once

#include "aws/operation.hpp"

namespace aws::connectcampaignsv2 {

inline constexpr Service service = {.name = "connectcampaignsv2",
                                    .signing_name = "connect-campaigns",
                                    .host = "connect-campaigns",
                                    .iam_prefix = "connect-campaigns",
                                    .api_version = "2024-04-23",
                                    .protocol = Protocol::rest_json};

// Which campaigns there are is not known before they are listed.
inline constexpr std::string_view campaign_arns[] = {"arn:{partition}:connect-campaigns:{region}:{account}:campaign/*"};
inline constexpr Resources campaigns = {ResourceScope::region, "BesideConnect", campaign_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/connectcampaignsv2.def"
#undef OPERATION

}  // namespace aws::connectcampaignsv2

// CloudTrail: its event history, and what keeps events for longer.
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
#pragma once

#include "aws/operation.hpp"

namespace aws::cloudtrail {

inline constexpr Service service = {.name = "cloudtrail",
                                    .signing_name = "cloudtrail",
                                    .host = "cloudtrail",
                                    .iam_prefix = "cloudtrail",
                                    .api_version = "2013-11-01",
                                    .protocol = Protocol::json_1_1,
                                    .target_prefix = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101"};

// A trail of several Regions, or of an organization, is one of its home Region and of the account that made it.
inline constexpr std::string_view trail_arns[] = {"arn:{partition}:cloudtrail:*:*:trail/*"};
inline constexpr Resources trails = {ResourceScope::region, "Trails", trail_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/cloudtrail.def"
#undef OPERATION

}  // namespace aws::cloudtrail

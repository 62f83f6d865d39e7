// CloudTrail's event history. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
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

// The rate is in the operation's description; it has no burst.
inline constexpr Operation lookup_events = {.service = service,
                                            .name = "LookupEvents",
                                            .paging = {"NextToken", "NextToken", "Events", "MaxResults", 50},
                                            .rate = {2, 2}};

}  // namespace aws::cloudtrail

// CloudTrail's event history. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
#pragma once

#include "aws/operation.hpp"

namespace aws::cloudtrail {

inline constexpr Operation lookup_events = {
    "cloudtrail", "cloudtrail", "LookupEvents", {"NextToken", "NextToken", "Events", "MaxResults", 50}};

}  // namespace aws::cloudtrail

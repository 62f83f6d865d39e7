// The tags of an account's resources, of whatever service.
// https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
#pragma once

#include "aws/operation.hpp"

namespace aws::tagging {

inline constexpr Service service = {.name = "resourcegroupstaggingapi",
                                    .signing_name = "tagging",
                                    .host = "tagging",
                                    .iam_prefix = "tag",
                                    .api_version = "2017-01-26",
                                    .protocol = Protocol::json_1_1,
                                    .target_prefix = "ResourceGroupsTaggingAPI_20170126"};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/tagging.def"
#undef OPERATION

}  // namespace aws::tagging

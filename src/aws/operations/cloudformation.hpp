// CloudFormation, asked only what became of the stack that reviews are deployed with. A stack that is not there is a
// ValidationError. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
#pragma once

#include "aws/operation.hpp"

namespace aws::cloudformation {

inline constexpr Service service = {"cloudformation", "cloudformation", "cloudformation",
                                    "cloudformation", "2010-05-15",     Protocol::query};

inline constexpr Operation describe_stacks = {.service = service,
                                              .name = "DescribeStacks",
                                              .paging = {"NextToken", "NextToken", "Stacks", "", 0},
                                              .scope = Scope::region};

}  // namespace aws::cloudformation

// CloudFormation, asked only what became of the stack that reviews are deployed with. A stack that is not there is a
// ValidationError. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
#pragma once

#include "aws/operation.hpp"

namespace aws::cloudformation {

inline constexpr Service service = {"cloudformation", "cloudformation", "cloudformation",
                                    "cloudformation", "2010-05-15",     Protocol::query};

inline constexpr std::string_view stack_arns[] = {"arn:{partition}:cloudformation:{region}:{account}:stack/{stack}/*"};
inline constexpr Resources the_stack = {ResourceScope::region, "Stack", stack_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/cloudformation.def"
#undef OPERATION

}  // namespace aws::cloudformation

// The parts of an ARN. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html Pure function.
#pragma once

#include <cstddef>
#include <string_view>

namespace base {

// arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, where colons may part the resource further.
inline constexpr std::size_t arn_service = 2, arn_region = 3, arn_account = 4, arn_resource = 5;

// Counted from 0, up to the next colon; empty where there is none, and of what is no ARN.
std::string_view arn_field(std::string_view arn, std::size_t field);

// Of a Lambda function: its name, and its version or alias. arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME:QUALIFIER
inline constexpr std::size_t arn_function = 6, arn_qualifier = 7;

// What stands before that field and its colon: all of it, where there is no such field.
std::string_view arn_before(std::string_view arn, std::size_t field);

}  // namespace base

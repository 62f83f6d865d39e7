// Whether a Lambda function's resource-based policy lets Amazon Connect call it for an instance. Pure function.
// https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html
#pragma once

#include <string_view>

#include "model/scene.hpp"

namespace analysis {

enum class MayCall { yes, no, cannot_tell };

// `policy`: as lambda:GetPolicy answers it; empty where the function has none. What it asks for that is not known here
// (a condition on something else than the caller's ARN and account) cannot be told.
MayCall may_connect_call(std::string_view policy, const model::InstanceRef& instance);

}  // namespace analysis

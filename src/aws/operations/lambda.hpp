// Lambda: what functions that flows call are like, and who may call them. A review that runs out of time calls its own
// function to go on.
// https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
#pragma once

#include "aws/operation.hpp"

namespace aws::lambda {

inline constexpr Service service = {.name = "lambda",
                                    .signing_name = "lambda",
                                    .host = "lambda",
                                    .iam_prefix = "lambda",
                                    .api_version = "2015-03-31",
                                    .protocol = Protocol::rest_json};

inline constexpr std::string_view function_arns[] = {"arn:{partition}:lambda:{region}:{account}:function:{function}"};
inline constexpr Resources the_function = {ResourceScope::region, "Function", function_arns};

// Which functions flows call is not known before they are read.
inline constexpr std::string_view flow_function_arns[] = {"arn:{partition}:lambda:{region}:{account}:function:*"};
inline constexpr Resources flow_functions = {ResourceScope::region, "FlowTargets", flow_function_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/lambda.def"
#undef OPERATION

}  // namespace aws::lambda

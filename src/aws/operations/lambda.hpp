// Lambda, asked only to call a function: a review that runs out of time calls its own to go on.
// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
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

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/lambda.def"
#undef OPERATION

}  // namespace aws::lambda

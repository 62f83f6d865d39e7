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

// FunctionError is there when the function failed, although the call did not.
inline constexpr Operation invoke = {.service = service,
                                     .name = "Invoke",
                                     .path = "/2015-03-31/functions/{FunctionName}/invocations?Qualifier={Qualifier}",
                                     .input_payload = "Payload",
                                     .output_payload = "Payload",
                                     .scope = Scope::region,
                                     .idempotent = false,
                                     .headers = "X-Amz-Invocation-Type={InvocationType}&X-Amz-Log-Type={LogType}",
                                     .iam_action = "InvokeFunction",
                                     .output_headers =
                                         "X-Amz-Function-Error={FunctionError}&X-Amz-Log-Result={LogResult}"
                                         "&X-Amz-Executed-Version={ExecutedVersion}",
                                     .output_is_bytes = true};

}  // namespace aws::lambda

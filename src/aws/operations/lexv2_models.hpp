// Amazon Lex V2, asked whether the aliases of bots that flows name can be used, and for replicas of these bots.
// https://docs.aws.amazon.com/lexv2/latest/APIReference/API_DescribeBotAlias.html
#pragma once

#include "aws/operation.hpp"

namespace aws::lexv2_models {

inline constexpr Service service = {.name = "lexv2-models",
                                    .signing_name = "lex",
                                    .host = "models-v2-lex",
                                    .iam_prefix = "lex",
                                    .api_version = "2020-08-07",
                                    .protocol = Protocol::rest_json};

// Which bots flows name is not known before they are read.
inline constexpr std::string_view bot_arns[] = {"arn:{partition}:lex:{region}:{account}:bot-alias/*",
                                                "arn:{partition}:lex:{region}:{account}:bot/*"};
inline constexpr Resources flow_bots = {ResourceScope::region, "FlowTargets", bot_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/lexv2_models.def"
#undef OPERATION

}  // namespace aws::lexv2_models

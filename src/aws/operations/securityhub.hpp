// Security Hub, which takes findings and keeps what people say of them.
// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
#pragma once

#include "aws/operation.hpp"

namespace aws::securityhub {

inline constexpr Service service = {"securityhub", "securityhub", "securityhub",
                                    "securityhub", "2018-10-26",  Protocol::rest_json};

inline constexpr std::string_view product_arns[] = {
    "arn:{partition}:securityhub:{region}:{account}:product/{account}/default"};
inline constexpr std::string_view hub_arns[] = {"arn:{partition}:securityhub:{region}:{account}:hub/default"};
inline constexpr Resources the_product = {ResourceScope::region, "SecurityHubProduct", product_arns};
inline constexpr Resources the_hub = {ResourceScope::region, "SecurityHub", hub_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/securityhub.def"
#undef OPERATION

}  // namespace aws::securityhub

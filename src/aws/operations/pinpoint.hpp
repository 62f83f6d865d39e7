// The number lookup that AWS kept of Amazon Pinpoint; its permission is mobiletargeting:PhoneNumberValidate.
// https://docs.aws.amazon.com/pinpoint/latest/apireference/phone-number-validate.html
#pragma once

#include "aws/operation.hpp"

namespace aws::pinpoint {

inline constexpr Service service = {.name = "pinpoint",
                                    .signing_name = "mobiletargeting",
                                    .host = "pinpoint",
                                    .iam_prefix = "mobiletargeting",
                                    .api_version = "2016-12-01",
                                    .protocol = Protocol::rest_json};

inline constexpr std::string_view validation_arns[] = {
    "arn:{partition}:mobiletargeting:{region}:{account}:phone/number/validate"};
inline constexpr Resources validation = {ResourceScope::region, "CarrierLookup", validation_arns};

inline constexpr Price number_price = {.usd = 0.006,
                                       .unit = "PhoneNumberValidate",
                                       .source = "https://aws.amazon.com/pinpoint/pricing/",
                                       .as_of = "2026-11-22"};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/pinpoint.def"
#undef OPERATION

}  // namespace aws::pinpoint

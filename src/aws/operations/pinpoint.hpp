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

// Rate: https://docs.aws.amazon.com/pinpoint/latest/developerguide/quotas.html
inline constexpr Operation phone_number_validate = {.service = service,
                                                    .name = "PhoneNumberValidate",
                                                    .path = "/v1/phone/number/validate",
                                                    .input_payload = "NumberValidateRequest",
                                                    .output_payload = "NumberValidateResponse",
                                                    .rate = {20, 20},
                                                    .scope = Scope::region};

}  // namespace aws::pinpoint

// The number lookup that AWS kept of Amazon Pinpoint; its permission is mobiletargeting:PhoneNumberValidate.
// https://docs.aws.amazon.com/pinpoint/latest/apireference/phone-number-validate.html
#pragma once

#include "aws/operation.hpp"

namespace aws::pinpoint {

inline constexpr Operation phone_number_validate = {"pinpoint", "mobiletargeting", "PhoneNumberValidate"};

}  // namespace aws::pinpoint

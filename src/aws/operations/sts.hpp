// Security Token Service. https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html
#pragma once

#include "aws/operation.hpp"

namespace aws::sts {

inline constexpr Service service = {"sts", "sts", "sts", "sts", "2011-06-15", Protocol::query};

// Not idempotent: the code of an MFA device is good for one call.
inline constexpr Operation assume_role = {.service = service, .name = "AssumeRole", .idempotent = false};
// Takes no signature.
inline constexpr Operation assume_role_with_web_identity = {.service = service, .name = "AssumeRoleWithWebIdentity"};
inline constexpr Operation get_caller_identity = {.service = service, .name = "GetCallerIdentity"};

}  // namespace aws::sts

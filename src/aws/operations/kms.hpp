// Key Management Service, asked only whose a key is and whether it can be used.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
#pragma once

#include "aws/operation.hpp"

namespace aws::kms {

inline constexpr Service service = {.name = "kms",
                                    .signing_name = "kms",
                                    .host = "kms",
                                    .iam_prefix = "kms",
                                    .api_version = "2014-11-01",
                                    .protocol = Protocol::json_1_1,
                                    .target_prefix = "TrentService"};

// Which keys an instance uses is not known before it is read.
inline constexpr std::string_view key_arns[] = {"arn:{partition}:kms:{region}:{account}:key/*"};
inline constexpr Resources keys = {ResourceScope::region, "StorageKeys", key_arns};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/kms.def"
#undef OPERATION

}  // namespace aws::kms

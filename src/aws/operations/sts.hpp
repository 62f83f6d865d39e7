// Security Token Service. https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html
#pragma once

#include "aws/operation.hpp"

namespace aws::sts {

inline constexpr Service service = {"sts", "sts", "sts", "sts", "2011-06-15", Protocol::query};

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/sts.def"
#undef OPERATION

}  // namespace aws::sts

// Simple Notification Service, asked only to tell people what a review found.
// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
#pragma once

#include "aws/operation.hpp"

namespace aws::sns {

inline constexpr Service service = {"sns", "sns", "sns", "sns", "2010-03-31", Protocol::query};

// Not idempotent: sent twice, people read it twice. The rate is that of the regions with the least.
inline constexpr Operation publish = {
    .service = service, .name = "Publish", .rate = {300, 300}, .scope = Scope::region, .idempotent = false};

}  // namespace aws::sns

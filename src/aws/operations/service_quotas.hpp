// Service Quotas. https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/Welcome.html
// Rates: https://docs.aws.amazon.com/servicequotas/latest/userguide/reference_limits.html
#pragma once

#include "aws/operation.hpp"

namespace aws::service_quotas {

inline constexpr Service service = {.name = "service-quotas",
                                    .signing_name = "servicequotas",
                                    .host = "servicequotas",
                                    .iam_prefix = "servicequotas",
                                    .api_version = "2019-06-24",
                                    .protocol = Protocol::json_1_1,
                                    .target_prefix = "ServiceQuotasV20190624"};

constexpr Operation list(std::string_view name) {
  return {.service = service,
          .name = name,
          .paging = {"NextToken", "NextToken", "Quotas", "MaxResults", 100},
          .rate = {10, 10},
          .trial = {{{"ServiceCode", "connect"}}}};
}

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/service_quotas.def"
#undef OPERATION

}  // namespace aws::service_quotas

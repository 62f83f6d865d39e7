// Service Quotas. https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/Welcome.html
#pragma once

#include "aws/operation.hpp"

namespace aws::service_quotas {

inline constexpr Paging quota_pages = {"NextToken", "NextToken", "Quotas", "MaxResults", 100};

inline constexpr Operation list_service_quotas = {"service-quotas", "servicequotas", "ListServiceQuotas", quota_pages};
inline constexpr Operation list_aws_default_service_quotas = {"service-quotas", "servicequotas",
                                                              "ListAWSDefaultServiceQuotas", quota_pages};

}  // namespace aws::service_quotas

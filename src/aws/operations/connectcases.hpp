// Amazon Connect Cases, asked only how much of each kind there is.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_Operations_Amazon_Connect_Cases.html
#pragma once

#include "aws/operation.hpp"

namespace aws::connectcases {

inline constexpr Service service = {.name = "connectcases",
                                    .signing_name = "cases",
                                    .host = "cases",
                                    .iam_prefix = "cases",
                                    .api_version = "2022-10-03",
                                    .protocol = Protocol::rest_json};

// Which domain is the instance's is not known before its integrations are listed.
inline constexpr std::string_view domain_arns[] = {"arn:{partition}:cases:{region}:{account}:domain/*"};
inline constexpr Resources domains = {ResourceScope::region, "BesideConnect", domain_arns};

// Rates are those that Service Quotas lists.
constexpr Operation of_domain(std::string_view name, std::string_view path, std::string_view items) {
  return {.service = service,
          .name = name,
          .path = path,
          .paging = {"nextToken", "nextToken", items, "maxResults", 100},
          .rate = {2, 5},
          .resources = domains,
          .trial = {{{"domainId", "{cases_domain}"}}}};
}

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/connectcases.def"
#undef OPERATION

}  // namespace aws::connectcases

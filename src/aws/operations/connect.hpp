// Amazon Connect. Page sizes are the largest that the service model allows; rates are per account and region:
// https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html#api-throttling-quotas
// What a permission can be narrowed to:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_connect.html
#pragma once

#include "aws/operation.hpp"

namespace aws::connect {

inline constexpr Service service = {.name = "connect",
                                    .signing_name = "connect",
                                    .host = "connect",
                                    .iam_prefix = "connect",
                                    .api_version = "2017-08-08",
                                    .protocol = Protocol::rest_json};

inline constexpr Rate usual_rate = {2, 5};  // of every operation that AWS does not name

// The instance and what belongs to it.
inline constexpr std::string_view instance_arns[] = {
    "arn:{partition}:connect:{region}:{account}:instance/{instance_id}",
    "arn:{partition}:connect:{region}:{account}:instance/{instance_id}/*"};
inline constexpr Resources the_instance = {ResourceScope::instance, "ConnectInstance", instance_arns};

// Numbers belong to the account and the region, not to the instance.
inline constexpr std::string_view number_arns[] = {
    "arn:{partition}:connect:{region}:{account}:phone-number/*",
    "arn:{partition}:connect:{region}:{account}:traffic-distribution-group/*"};
inline constexpr Resources numbers = {ResourceScope::region, "ConnectNumbers", number_arns};

inline constexpr TrialMember of_instance = {"InstanceId", "{instance_id}"};

// What the operations of Connect do not have in common.
struct Particulars {
  Rate rate = usual_rate;
  Resources resources = the_instance;
  // Instances that take their users from a directory are described with its help, and who searches must be allowed to
  // describe what is found.
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_connect.html, dependent actions
  DependentActions dependent_actions{};
  Trial trial = {of_instance};
  Finds finds{};
};

// Sends no body.
constexpr Operation read(std::string_view name, std::string_view path, const Particulars& its) {
  return {.service = service,
          .name = name,
          .method = "GET",
          .path = path,
          .rate = its.rate,
          .resources = its.resources,
          .dependent_actions = its.dependent_actions,
          .trial = its.trial,
          .finds = its.finds};
}

constexpr Operation list(std::string_view name, std::string_view path, std::string_view items, int max_items,
                         const Particulars& its = {}) {
  Operation row = read(name, path, its);
  row.paging = {"NextToken", "NextToken", items, "MaxResults", max_items};
  return row;
}

// A list that is asked for with a body.
constexpr Operation search(std::string_view name, std::string_view path, std::string_view items, int max_items,
                           const Particulars& its = {}) {
  Operation row = list(name, path, items, max_items, its);
  row.method = "POST";
  return row;
}

#define OPERATION(service, id, ...) inline constexpr Operation id = __VA_ARGS__;
#include "aws/operations/connect.def"
#undef OPERATION

}  // namespace aws::connect

// One AWS operation as a row of data. Requests, pages, rates, costs, least privilege, the doctor and the recording all
// read these rows; there is no class per operation. Constant data, any thread.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "aws/price.hpp"

namespace aws {

enum class Protocol { rest_json, json_1_0, json_1_1, query, rest_xml };
std::string_view name(Protocol protocol);  // as botocore's models name it: rest-json, json, query, rest-xml

struct Service {
  std::string_view name;          // as botocore and the recording name it: service-quotas
  std::string_view signing_name;  // in the signature's scope: servicequotas
  std::string_view host;          // labels of the endpoint: servicequotas; one in braces is a member of the input
  std::string_view iam_prefix;    // of the permission: servicequotas
  std::string_view api_version;   // 2019-06-24
  Protocol protocol;
  std::string_view target_prefix{};  // of X-Amz-Target, with the JSON protocols
  // It is asked of AWS itself: the address that a person gave for a store that speaks the same is not meant for it, and
  // a bucket is followed to its region.
  bool is_of_aws = false;
};

// How an operation that answers in pages is asked for the next one. Names are members of its input and output.
struct Paging {
  std::string_view input_token;  // empty: it has no pages
  std::string_view output_token;
  std::string_view items;  // the member that holds the list
  std::string_view limit;  // the input member for the page size
  int max_items = 0;       // the largest page that AWS allows
};

// A token bucket as AWS documents it, per account and region. None: AWS has no limit that we could come near.
struct Rate {
  double per_second = 0;
  int burst = 0;
};

struct RegionRate {
  std::string_view region;
  Rate rate;
};

// What a permission can be narrowed to.
enum class ResourceScope {
  any,       // the action takes no resource: *
  instance,  // the instance and what belongs to it
  region,    // whatever the service has in the account and region
  store,     // the bucket or table that results are kept in
};
std::string_view name(ResourceScope scope);

// The resources that permissions can be narrowed to, and the statement of a policy that they share. In ARNs
// {partition}, {region}, {account}, {instance_id}, {log_group}, {bucket}, … are still to be filled in.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
struct Resources {
  ResourceScope scope = ResourceScope::any;
  std::string_view statement;  // its Sid: ConnectInstance
  std::span<const std::string_view> arns;
};

inline constexpr std::string_view everything[] = {"*"};
inline constexpr Resources account_and_region = {ResourceScope::any, "AccountAndRegion", everything};

// A member of the smallest input that an operation can be tried with. In the value {account}, {instance_id},
// {instance_arn}, {log_group} and what earlier trials found are filled in; while one is not known, there is nothing to
// try it on.
struct TrialMember {
  std::string_view member;  // empty: none
  std::string_view value;
};
using Trial = std::array<TrialMember, 4>;

// What the answer to a trial tells later ones.
struct Found {
  std::string_view name;      // as their values have it in braces; empty: nothing
  std::string_view at;        // JSON pointer into the first item, or into the answer that has no items
  std::string_view before{};  // what the name stands for begins with this
};
using Finds = std::array<Found, 2>;

using DependentActions = std::array<std::string_view, 2>;  // empty: no more

struct Operation {
  const Service& service;
  std::string_view name;  // ListServiceQuotas
  // Where input members go, as botocore's model has it: {Member} in the path is a label ({Member+} keeps its slashes),
  // after ? it is a query parameter. What is not named here goes into the body.
  std::string_view method = "POST";
  std::string_view path = "/";
  std::string_view input_payload{};   // the member that is the whole body
  std::string_view output_payload{};  // the member that the whole answer becomes
  Paging paging{};
  Rate rate{};
  Resources resources = account_and_region;
  bool idempotent = true;                      // sending it twice does what sending it once does
  std::string_view headers{};                  // "x-amz-acl={ACL}&…": input members that are sent as headers
  std::string_view iam_action{};               // where the permission's name is not the operation's
  std::string_view output_headers{};           // "ETag={ETag}&…": headers of the answer that become members
  bool output_is_bytes = false;                // output_payload is what was stored, not something to read
  bool output_is_text = false;                 // output_payload is the body as it is, in UTF-8
  std::string_view secret_output{};            // member of the answer that may hold secrets: dropped as it comes in
  std::span<const RegionRate> region_rates{};  // regions where `rate` is another
  DependentActions dependent_actions{};        // permissions that AWS asks for beside the operation's own
  Trial trial{};                               // beside these, one item a page
  Finds finds{};
  Charge charge{};
};

// "servicequotas:ListServiceQuotas": the permission that the call needs, and how findings name it.
std::string action(const Operation& operation);

Rate rate_in(const Operation& operation, std::string_view region);

// What a name in braces stands for; nothing while that is not known.
using Lookup = std::function<std::optional<std::string>(std::string_view name)>;

// The text with every {name} filled in; nothing when one is not known.
std::optional<std::string> fill_in(std::string_view text, const Lookup& lookup);

// Filled in, without those that one before takes in. Throws base::Error(internal) when a name is not known.
std::vector<std::string> arns(const Resources& resources, const Lookup& lookup);

}  // namespace aws

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "aws/operations/iam.hpp"
#include "base/arn.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace iam = aws::iam;
namespace read = base::read;
using model::IamRole;
using model::IamRoles;
using nlohmann::json;

constexpr std::size_t longest_principal = 300;

// What a role may do depends on the Region where a policy names one.
json question(const Source& source, const std::string& role_arn) {
  json actions = json::array();
  for (const std::string_view action : model::sweeping_actions()) actions.push_back(action);
  const json region = {{"ContextKeyName", "aws:RequestedRegion"},
                       {"ContextKeyType", "string"},
                       {"ContextKeyValues", json::array({source.given.instance_ref.region})}};
  return {
      {"PolicySourceArn", role_arn}, {"ActionNames", std::move(actions)}, {"ContextEntries", json::array({region})}};
}

// All policies together, attached or inline, and what limits them. Without resources it is asked of every resource:
// what a statement allows for some alone is not allowed.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
void simulate(Source& source, const std::string& role_arn, IamRole& role) {
  const auto& actions = model::sweeping_actions();
  std::size_t told = 0, undecided = 0;
  const auto take = [&](const json& result) {
    const std::string action = read::text(result, "EvalActionName"), decision = read::text(result, "EvalDecision");
    if (decision.empty() || std::ranges::find(actions, action) == actions.end()) return;
    ++told;
    if (decision == "allowed") role.allowed.push_back(action);
    // A condition on what the simulator was not told may hold in truth.
    if (decision == "implicitDeny" && !read::array(result, "MissingContextValues").empty()) ++undecided;
  };
  aws::for_each_item(source.client, iam::simulate_principal_policy, question(source, role_arn), take);
  if (told < actions.size()) {
    throw base::Error(base::ErrorKind::corrupt,
                      fmt::format("iam:SimulatePrincipalPolicy answered for {} of {} actions", told, actions.size()));
  }
  if (undecided > 0 && role.allowed.empty()) {
    throw base::Error(
        base::ErrorKind::corrupt,
        fmt::format("iam:SimulatePrincipalPolicy could not decide on {} of {} actions, which conditions of "
                    "the role's policies make depend on more than it was told",
                    undecided, actions.size()));
  }
}

void add_principals(const std::string& kind, const json& principals, std::vector<std::string>& others) {
  for (const json& one : principals.is_array() ? principals : json::array({principals})) {
    const std::string name = one.is_string() ? one.get<std::string>() : std::string("what is no text");
    if (kind == "Service" && name == "connect.amazonaws.com") continue;
    others.push_back(base::printable(name, longest_principal));
  }
}

// Whoever a policy lets take the role, without Amazon Connect. The text stands as in an address.
std::vector<std::string> trusted_beside_connect(const std::string& policy) {
  const auto parsed = read::parse(base::percent_decode(policy));
  if (!parsed || !parsed->is_object()) {
    throw base::Error(base::ErrorKind::corrupt, "iam:GetRole answered a trust policy that is no JSON");
  }
  std::vector<std::string> others;
  const json& given = read::member(*parsed, "Statement");
  for (const json& statement : given.is_array() ? given : json::array({given})) {
    if (read::text(statement, "Effect") != "Allow") continue;
    const json& principal = read::member(statement, "Principal");
    if (!principal.is_object()) others.emplace_back("*");  // written so, or all but those whom it names
    for (const auto& [kind, principals] : read::object(statement, "Principal").items()) {
      add_principals(kind, principals, others);
    }
  }
  return others;
}

void read_trust(Source& source, const std::string& role_arn, IamRole& role) {
  const json answer = source.client.call(iam::get_role, {{"RoleName", model::name_of_role(role_arn)}});
  role.trusted =
      trusted_beside_connect(needed(read::object(answer, "Role"), "AssumeRolePolicyDocument", iam::get_role));
}

// Why it is not asked about.
std::optional<model::Gap> gap_of_arn(const std::string& role_arn, const std::string& account) {
  if (!model::is_role_arn(role_arn)) {
    return model::Gap{model::GapKind::malformed, "what AWS named as a role is no ARN of one", ""};
  }
  const std::string_view of = base::arn_field(role_arn, base::arn_account);
  if (of == account) return std::nullopt;
  return model::Gap{
      model::GapKind::not_supported,
      fmt::format("the role is one of the account '{}', which this review does not read", base::printable(of, 40)), ""};
}

// Adds the roles, and says of how many functions none is known.
std::optional<model::Gap> add_roles(const model::LambdaFunctions& functions, IamRoles& roles) {
  std::int64_t unsaid = 0;
  for (const auto& [arn, function] : functions) {
    if (!function.exists || function.gap) continue;
    if (function.role.empty()) {
      ++unsaid;
    } else {
      roles.try_emplace(function.role);
    }
  }
  if (unsaid == 0) return std::nullopt;
  return model::Gap{model::GapKind::malformed,
                    fmt::format("AWS did not say which roles {} of {} functions run with", unsaid, functions.size()),
                    ""};
}

// One call for each role, and a second one for a service role that AWS does not look after itself.
Dataset<IamRoles> fetch_iam_roles(Source& source, const Dataset<model::InstanceDetails>& instance,
                                  const Dataset<model::LambdaFunctions>& functions) {
  IamRoles roles;
  std::optional<model::Gap> gap;
  const std::string service_role = instance.known() ? instance.value->service_role : "";
  if (!service_role.empty() && !model::is_service_linked(service_role)) roles.try_emplace(service_role);
  if (functions.known()) {
    gap = add_roles(*functions.value, roles);
  } else {
    gap = needs_other("list of Lambda functions that flows call", functions.gap);
    if (!instance.known()) return Dataset<IamRoles>::missing(*std::move(gap));
  }
  source.steps.expect("IAM roles", roles.size(), &iam::simulate_principal_policy);
  ItemGaps gaps, gaps_of_trust;
  for (auto& [arn, role] : roles) {
    role.gap = gap_of_arn(arn, source.given.instance_ref.account_id);
    if (!role.gap) role.gap = gaps.of([&] { simulate(source, arn, role); });
    if (!role.gap && arn == service_role) role.gap = gaps_of_trust.of([&] { read_trust(source, arn, role); });
    role.exists = !role.gap || role.gap->kind != model::GapKind::not_found;
    if (!role.exists) role.gap.reset();
    source.steps.done();
  }
  if (auto of_roles = gap_of_items(roles, "IAM roles")) gap = std::move(of_roles);
  return {std::move(roles), std::move(gap)};
}

}  // namespace

const Collector collectors::iam_roles =
    collector<&Inventory::iam_roles, fetch_iam_roles, &Inventory::instance, &Inventory::lambda_functions>(
        "security", {&iam::simulate_principal_policy, &iam::get_role}, Asks::each_item);

}  // namespace collect

#include <fmt/format.h>

#include "aws/protocol/answer.hpp"
#include "aws/protocol/codecs.hpp"
#include "aws/protocol/request.hpp"
#include "aws/protocol/xml.hpp"
#include "base/encode.hpp"

namespace aws::protocol {
namespace {

using nlohmann::json;
using enum XmlType;

constexpr XmlMember members[] = {
    {"AssumeRoleResult", "Credentials", structure},
    {"AssumeRoleWithWebIdentityResult", "Credentials", structure},
    {"Credentials", "Expiration", time},
    {"AssumeRoleResult", "PackedPolicySize", number},
    {"AssumeRoleWithWebIdentityResult", "PackedPolicySize", number},
    {"SimulatePrincipalPolicyResult", "IsTruncated", boolean},
    {"SimulatePrincipalPolicyResult", "EvaluationResults", members_of},
    {"member", "MatchedStatements", members_of},
    {"member", "MissingContextValues", members_of},
    {"member", "ResourceSpecificResults", members_of},
    {"GetTopicAttributesResult", "Attributes", map_of},
    {"DescribeStacksResult", "Stacks", members_of},
    {"member", "Parameters", members_of},
    {"member", "Outputs", members_of},
    {"OrganizationsDecisionDetail", "AllowedByOrganizations", boolean},
    {"PermissionsBoundaryDecisionDetail", "AllowedByPermissionsBoundary", boolean},
};

// "Member.Inner=", "List.member.1=", one after the other.
void add(const Operation& operation, const std::string& name, const json& value, std::string& form) {
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) add(operation, fmt::format("{}.{}", name, key), inner, form);
  } else if (value.is_array()) {
    int number_of_entry = 0;
    for (const json& entry : value) add(operation, fmt::format("{}.member.{}", name, ++number_of_entry), entry, form);
  } else {
    form += fmt::format("&{}={}", base::percent_encode(name), base::percent_encode(plain(operation, name, value)));
  }
}

}  // namespace

http::Request build_query(const Operation& operation, std::string_view endpoint, const json& input) {
  http::Request request;
  request.method = operation.method;
  request.url = std::string(endpoint) + std::string(operation.path);
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
  request.body = fmt::format("Action={}&Version={}", operation.name, operation.service.api_version);
  for (const auto& [name, value] : input.items()) add(operation, name, value, request.body);
  return request;
}

json parse_query(const Operation& operation, const http::Response& response) {
  const std::string name(operation.name);
  auto xml = read_xml(response.body, members);
  if (!xml || xml->name != fmt::format("{}Response", name) || !xml->value.is_object()) {
    throw unreadable(operation, "something that is not the XML of its result");
  }
  const auto result = xml->value.find(fmt::format("{}Result", name));
  if (result == xml->value.end() || !result->is_object()) throw unreadable(operation, "XML without a result");
  return std::move(*result);
}

}  // namespace aws::protocol

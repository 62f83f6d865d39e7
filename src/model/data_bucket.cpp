#include "model/data_bucket.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/arn.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"

namespace model {
namespace {

using nlohmann::json;
namespace read = base::read;

// A policy writes one thing as it is and several as a list.
bool any_is(const json& one_or_more, const auto& is) {
  if (!one_or_more.is_array()) return is(one_or_more);
  return std::ranges::any_of(one_or_more, is);
}

bool names(const json& one_or_more, std::string_view wanted) {
  return any_is(one_or_more,
                [&](const json& one) { return one.is_string() && base::lower(one.get<std::string>()) == wanted; });
}

bool is_for_everybody(const json& statement) {
  const json& principal = read::member(statement, "Principal");
  return names(principal, "*") || names(read::member(principal, "AWS"), "*");
}

// A statement with another condition besides refuses fewer requests.
bool is_about_plain_requests_alone(const json& statement) {
  const json& conditions = read::object(statement, "Condition");
  if (conditions.size() != 1) return false;
  const std::string operation = base::lower(conditions.begin().key());
  const json& keys = conditions.front();
  if ((operation != "bool" && operation != "boolifexists") || !keys.is_object() || keys.size() != 1) return false;
  return base::lower(keys.begin().key()) == "aws:securetransport" &&
         any_is(keys.front(), [](const json& value) { return value == false || value == "false"; });
}

bool is_refusal(const json& statement) {
  return read::text(statement, "Effect") == "Deny" && is_for_everybody(statement) &&
         is_about_plain_requests_alone(statement);
}

bool is_for_every_action(const json& statement) {
  const json& actions = read::member(statement, "Action");
  return names(actions, "s3:*") || names(actions, "*");
}

// Of arn:PARTITION:s3:::NAME the name; empty of anything else.
std::string_view name_in_s3(std::string_view arn) {
  constexpr std::size_t partition = 1;
  const std::string_view before = base::arn_before(arn, base::arn_resource);
  const bool is_partition =
      base::arn_field(arn, partition) == "*" || base::arn_field(arn, partition).starts_with("aws");
  if (!is_partition || before == arn || !before.ends_with(":s3::")) return "";
  return arn.substr(before.size() + 1);
}

bool is_for(const json& statement, const std::string& ending, std::string_view bucket) {
  return any_is(read::member(statement, "Resource"), [&](const json& one) {
    if (!one.is_string()) return false;
    const auto& text = one.get_ref<const std::string&>();
    const std::string_view name = name_in_s3(text);
    return text == "*" || name == fmt::format("{}{}", bucket, ending) || name == fmt::format("{}*", bucket) ||
           name == "*";
  });
}

}  // namespace

const Gap* gap_of_setting(const DataBucket& bucket, std::string_view setting) {
  const auto found = bucket.unknown.find(std::string(setting));
  if (found != bucket.unknown.end()) return &found->second;
  return bucket.gap && bucket.unknown.empty() ? &*bucket.gap : nullptr;
}

PublicAccessBlock blocked_by_either(const DataBucket& bucket, const Dataset<AccountPublicAccess>& account) {
  const PublicAccessBlock& own = bucket.public_access_block;
  if (!account.known() || !*account.value) return own;
  const PublicAccessBlock& all = **account.value;
  return {own.block_acls || all.block_acls, own.ignore_acls || all.ignore_acls, own.block_policy || all.block_policy,
          own.restrict_buckets || all.restrict_buckets};
}

bool is_kms(const DataBucket& bucket) {
  return bucket.algorithm.starts_with("aws:kms");
}

PlainRequests plain_requests(std::string_view policy, std::string_view bucket) {
  const auto parsed = read::parse(policy);
  if (!parsed) return PlainRequests::allowed;
  const json& given = read::member(*parsed, "Statement");
  const json statements = given.is_array() ? given : json::array({given});
  bool of_bucket = false, of_objects = false, of_some = false;
  for (const json& statement : statements) {
    if (!statement.is_object() || !is_refusal(statement)) continue;
    of_some = true;
    if (!is_for_every_action(statement)) continue;
    of_bucket = of_bucket || is_for(statement, "", bucket);
    of_objects = of_objects || is_for(statement, "/*", bucket);
  }
  if (of_bucket && of_objects) return PlainRequests::refused;
  return of_some ? PlainRequests::refused_in_part : PlainRequests::allowed;
}

// Amazon Connect writes below the prefix, with a slash between.
bool covers(const LifecycleRule& rule, std::string_view prefix) {
  const std::string below = prefix.empty() || prefix.ends_with('/') ? std::string(prefix) : fmt::format("{}/", prefix);
  return rule.enabled && !rule.is_filtered && below.starts_with(rule.prefix);
}

}  // namespace model

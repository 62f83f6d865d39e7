#include "app/store_policy.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/mute/mutes.hpp"
#include "base/error.hpp"
#include "recording/carry.hpp"
#include "store/dynamodb/store.hpp"
#include "store/dynamodb/table.hpp"
#include "store/s3/keys.hpp"
#include "store/s3/store.hpp"

namespace app {
namespace {

using model::InstanceRef;
using nlohmann::ordered_json;

std::set<std::string> actions(std::span<const aws::Operation* const> operations, const aws::Resources& resources) {
  std::set<std::string> names;
  for (const auto* operation : operations) {
    if (operation->resources.statement == resources.statement) names.insert(aws::action(*operation));
  }
  return names;
}

// With a key, the bucket is not asked what it encrypts with.
std::set<std::string> bucket_actions(const store::Location& location) {
  auto names = actions(store::s3_review_operations, aws::s3::the_bucket);
  if (!location.kms_key.empty()) names.erase(aws::action(aws::s3::get_bucket_encryption));
  return names;
}

// With `key` for the objects of the bucket.
std::vector<std::string> arns(const aws::Resources& resources, const store::Location& location,
                              const InstanceRef& where, const std::string& key = "") {
  return aws::arns(resources, [&](std::string_view name) -> std::optional<std::string> {
    if (name == "partition") return where.partition;
    if (name == "region") return where.region;
    if (name == "account") return where.account_id;
    if (name == "bucket") return location.bucket;
    if (name == "table") return location.table;
    if (name == "index") return std::string(store::index_name);
    if (name == "key") return key;
    return std::nullopt;
  });
}

ordered_json statement(std::string_view sid, const ordered_json& actions, const ordered_json& resources) {
  return {{"Sid", sid}, {"Effect", "Allow"}, {"Action", actions}, {"Resource", resources}};
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
ordered_json key_statement(const std::string& key, const InstanceRef& where) {
  ordered_json actions = {"kms:Decrypt", "kms:GenerateDataKey"};
  if (key.starts_with("arn:")) return statement("StoreKey", actions, {key});
  const std::string name = key.starts_with("alias/") ? "key/*" : fmt::format("key/{}", key);
  ordered_json one = statement(
      "StoreKey", actions, {fmt::format("arn:{}:kms:{}:{}:{}", where.partition, where.region, where.account_id, name)});
  if (key.starts_with("alias/")) one["Condition"] = {{"ForAnyValue:StringEquals", {{"kms:ResourceAliases", key}}}};
  return one;
}

void add_bucket(ordered_json& policy, const store::Location& location, const InstanceRef& where) {
  ordered_json all = ordered_json::array();
  const auto objects = [&](std::string_view prefix, std::string_view end = "") {
    return arns(aws::s3::its_objects, location, where, fmt::format("{}*{}", prefix, end)).front();
  };
  all.push_back(
      statement(aws::s3::the_bucket.statement, bucket_actions(location), arns(aws::s3::the_bucket, location, where)));
  all.push_back(statement(aws::s3::its_objects.statement, actions(store::s3_review_operations, aws::s3::its_objects),
                          {objects(store::reports_prefix), objects(store::documents_prefix)}));
  // Findings that are known and accepted.
  all.push_back(statement("StoreMutes", {aws::action(aws::s3::get_object)},
                          {arns(aws::s3::its_objects, location, where, mutes_object).front()}));
  // What one invocation leaves for the next is deleted once that has it.
  all.push_back(statement("StoreCarriedAnswers", {aws::action(aws::s3::delete_object)},
                          {objects(store::reports_prefix, fmt::format(".{}", recording::carry_extension))}));
  for (auto& one : all) {
    if (const std::string& owner = location.expected_bucket_owner; !owner.empty()) {
      one["Condition"] = {{"StringEquals", {{"aws:ResourceAccount", owner}}}};
    }
    policy.push_back(std::move(one));
  }
  if (!location.kms_key.empty()) policy.push_back(key_statement(location.kms_key, where));
}

void require(const std::string& name, const char* what) {
  if (name.empty()) throw base::Error(base::ErrorKind::config, what);
}

}  // namespace

ordered_json store_statements(const store::Location& location, const InstanceRef& where) {
  ordered_json all = ordered_json::array();
  if (location.backend == "s3")
    require(location.bucket, "no bucket is named: give one with --bucket or set S3_REPORTING_BUCKET");
  if (location.backend == "dynamodb") {
    require(location.table, "no table is named: give one with --table or set RESULTS_TABLE");
    all.push_back(statement(aws::dynamodb::the_table.statement,
                            actions(store::dynamodb_review_operations, aws::dynamodb::the_table),
                            arns(aws::dynamodb::the_table, location, where)));
  }
  const bool has_bucket = location.backend != "sqlite" && !location.bucket.empty();
  if (has_bucket) add_bucket(all, location, where);
  return all;
}

}  // namespace app

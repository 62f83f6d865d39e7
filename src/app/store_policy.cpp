#include "app/store_policy.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>

#include "base/error.hpp"
#include "recording/carry.hpp"
#include "store/dynamodb.hpp"
#include "store/dynamodb_table.hpp"
#include "store/s3.hpp"
#include "store/s3_keys.hpp"

namespace app {
namespace {

using model::InstanceRef;
using nlohmann::ordered_json;

std::set<std::string> actions(std::span<const aws::Operation* const> operations, bool of_bucket) {
  std::set<std::string> names;
  for (const auto* operation : operations) {
    // The permission to list is of the bucket, the others are of its objects.
    const bool lists = operation->name == aws::s3::list_objects_v2.name;
    if (lists == of_bucket) names.insert(aws::action(*operation));
  }
  return names;
}

ordered_json statement(const char* sid, const ordered_json& actions, const ordered_json& resources) {
  return {{"Sid", sid}, {"Effect", "Allow"}, {"Action", actions}, {"Resource", resources}};
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
ordered_json key_statement(const std::string& key, const InstanceRef& where) {
  ordered_json actions = {"kms:Decrypt", "kms:GenerateDataKey"};
  if (key.starts_with("arn:")) return statement("StoreKey", actions, {key});
  const std::string name = key.starts_with("alias/") ? "key/*" : "key/" + key;
  ordered_json one = statement(
      "StoreKey", actions, {fmt::format("arn:{}:kms:{}:{}:{}", where.partition, where.region, where.account_id, name)});
  if (key.starts_with("alias/")) one["Condition"] = {{"ForAnyValue:StringEquals", {{"kms:ResourceAliases", key}}}};
  return one;
}

void add_bucket(ordered_json& all, const store::Location& location, const InstanceRef& where) {
  const std::string bucket = fmt::format("arn:{}:s3:::{}", where.partition, location.bucket);
  all.push_back(statement("StoreBucket", actions(store::s3_review_operations, true), {bucket}));
  all.push_back(statement(
      "StoreObjects", actions(store::s3_review_operations, false),
      {fmt::format("{}/{}*", bucket, store::reports_prefix), fmt::format("{}/{}*", bucket, store::documents_prefix)}));
  // What one invocation leaves for the next is deleted once that has it.
  all.push_back(statement("StoreCarriedAnswers", {"s3:DeleteObject"},
                          {fmt::format("{}/{}*.{}", bucket, store::reports_prefix, recording::carry_extension)}));
  if (!location.kms_key.empty()) all.push_back(key_statement(location.kms_key, where));
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
    const std::string table =
        fmt::format("arn:{}:dynamodb:{}:{}:table/{}", where.partition, where.region, where.account_id, location.table);
    all.push_back(statement("StoreTable", actions(store::dynamodb_review_operations, false),
                            {table, fmt::format("{}/index/{}", table, store::index_name)}));
  }
  const bool has_bucket = location.backend != "sqlite" && !location.bucket.empty();
  if (has_bucket) add_bucket(all, location, where);
  return all;
}

}  // namespace app

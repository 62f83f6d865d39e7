#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "aws/error.hpp"
#include "aws/operations/s3.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"
#include "collect/storage/public_access.hpp"
#include "model/storage_place.hpp"

namespace collect {
namespace {

using model::DataBucket;
using model::DataBuckets;
using model::LifecycleRule;
using nlohmann::json;
namespace read = base::read;
namespace s3 = aws::s3;
namespace setting = model::bucket_setting;

// What a bucket does not have, S3 answers with a code of its own.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
constexpr std::string_view no_bucket = "NoSuchBucket";
constexpr std::string_view absences[] = {no_public_access_block, "NoSuchBucketPolicy", "NoSuchLifecycleConfiguration",
                                         "ServerSideEncryptionConfigurationNotFoundError",
                                         "ObjectLockConfigurationNotFoundError"};

void take_public_access(const json& answer, DataBucket& bucket) {
  bucket.public_access_block = public_access_block(answer);
}

void take_policy(const json& answer, DataBucket& bucket) {
  bucket.policy = needed(answer, "Policy", s3::data_bucket_policy);
}

void take_policy_status(const json& answer, DataBucket& bucket) {
  const auto is_public = read::boolean(read::object(answer, "PolicyStatus"), "IsPublic");
  if (!is_public) throw base::Error(base::ErrorKind::corrupt, "s3:GetBucketPolicyStatus answered no IsPublic");
  bucket.is_public = *is_public;
}

void take_versioning(const json& answer, DataBucket& bucket) {
  bucket.versioning = read::text(answer, "Status");
}

// Old rules have their prefix beside the filter's place. Several conditions are in "And".
void take_filter(const json& item, LifecycleRule& rule) {
  const json& filter = read::object(item, "Filter");
  const json& all = read::object(filter, "And");
  const json& conditions = all.empty() ? filter : all;
  rule.prefix = read::text(conditions, "Prefix");
  if (rule.prefix.empty()) rule.prefix = read::text(item, "Prefix");
  const auto holds = conditions.items();
  rule.is_filtered = std::any_of(holds.begin(), holds.end(), [](const auto& one) { return one.key() != "Prefix"; });
}

LifecycleRule lifecycle_rule(const json& item) {
  LifecycleRule rule;
  rule.id = label(item, "ID");
  rule.enabled = read::text(item, "Status") == "Enabled";
  take_filter(item, rule);
  const json& expiration = read::object(item, "Expiration");
  rule.expires_after_days = read::integer(expiration, "Days");
  rule.expires = rule.expires_after_days || expiration.contains("Date");
  rule.moves = !read::array(item, "Transitions").empty();
  rule.ends_noncurrent = !read::object(item, "NoncurrentVersionExpiration").empty();
  rule.aborts_uploads = !read::object(item, "AbortIncompleteMultipartUpload").empty();
  return rule;
}

void take_lifecycle(const json& answer, DataBucket& bucket) {
  for (const json& item : read::array(answer, "Rules")) bucket.rules.push_back(lifecycle_rule(item));
}

void take_encryption(const json& answer, DataBucket& bucket) {
  const json& rules = read::array(read::object(answer, "ServerSideEncryptionConfiguration"), "Rules");
  const json& by_default = rules.empty() ? rules : read::object(rules.front(), "ApplyServerSideEncryptionByDefault");
  bucket.algorithm = read::text(by_default, "SSEAlgorithm");
  bucket.key_id = read::text(by_default, "KMSMasterKeyID");
}

void take_object_lock(const json& answer, DataBucket& bucket) {
  const json& configuration = read::object(answer, "ObjectLockConfiguration");
  const json& retention = read::object(read::object(configuration, "Rule"), "DefaultRetention");
  bucket.object_lock = {read::text(configuration, "ObjectLockEnabled") == "Enabled", read::text(retention, "Mode"),
                        read::integer(retention, "Days"), read::integer(retention, "Years")};
}

struct Setting {
  std::string_view name;
  const aws::Operation& operation;
  void (*take)(const json&, DataBucket&);
};

// The first says as well whether the bucket is there.
const std::array bucket_settings = {
    Setting{setting::public_access, s3::data_bucket_public_access_block, take_public_access},
    Setting{setting::policy, s3::data_bucket_policy, take_policy},
    Setting{setting::policy_status, s3::data_bucket_policy_status, take_policy_status},
    Setting{setting::versioning, s3::data_bucket_versioning, take_versioning},
    Setting{setting::lifecycle, s3::data_bucket_lifecycle, take_lifecycle},
    Setting{setting::encryption, s3::data_bucket_encryption, take_encryption},
    Setting{setting::object_lock, s3::data_bucket_object_lock, take_object_lock},
};

// Without a policy there is nothing that S3 could call public.
bool is_answered(const Setting& one, const DataBucket& bucket) {
  return one.name == setting::policy_status && bucket.policy.empty() &&
         !bucket.unknown.contains(std::string(setting::policy));
}

void read_setting(Source& source, const Setting& one, const std::string& name, DataBucket& bucket) {
  try {
    one.take(source.client.call(one.operation,
                                {{"Bucket", name}, {"ExpectedBucketOwner", source.given.instance_ref.account_id}}),
             bucket);
  } catch (const aws::AwsError& error) {
    bucket.exists = error.code() != no_bucket;
    if (bucket.exists && std::ranges::find(absences, error.code()) == std::end(absences)) throw;
  }
}

// S3 tells no more of buckets of other accounts than of those that a policy keeps shut.
void say_of_whom(model::Gap& gap, const std::string& account) {
  if (gap.kind != model::GapKind::denied) return;
  gap.reason += fmt::format("; the answer is the same for a bucket that is not account {}'s", account);
}

// One for each: they need permissions of their own, and one that is missing ends no other.
using GapsOfSettings = std::vector<ItemGaps>;

void read_bucket(Source& source, const std::string& name, DataBucket& bucket, GapsOfSettings& gaps) {
  for (std::size_t i = 0; i < bucket_settings.size() && bucket.exists; ++i) {
    if (is_answered(bucket_settings[i], bucket)) continue;
    auto gap = gaps[i].of([&] { read_setting(source, bucket_settings[i], name, bucket); });
    if (!gap) continue;
    say_of_whom(*gap, source.given.instance_ref.account_id);
    if (!bucket.gap) bucket.gap = gap;
    bucket.unknown.emplace(bucket_settings[i].name, *std::move(gap));
  }
  if (bucket.exists) return;
  bucket.unknown.clear();
  bucket.gap.reset();
}

Dataset<DataBuckets> fetch_data_buckets(Source& source, const Dataset<model::StorageResources>& storage) {
  if (!storage.known()) return Dataset<DataBuckets>::missing(needs_other("list of data storage settings", storage.gap));
  DataBuckets buckets;
  for (const auto& name : model::destinations(*storage.value, model::is_of_bucket)) buckets.try_emplace(name);
  // A bucket's policy may refuse by itself.
  GapsOfSettings gaps(bucket_settings.size(), ItemGaps(ItemGaps::Permission::its_own));
  for (auto& [name, bucket] : buckets) read_bucket(source, name, bucket, gaps);
  auto gap = gap_of_items(buckets, "buckets");
  return {std::move(buckets), std::move(gap)};
}

}  // namespace

const Collector collectors::data_buckets = collector<&Inventory::data_buckets, fetch_data_buckets, &Inventory::storage>(
    "storage",
    {&s3::data_bucket_public_access_block, &s3::data_bucket_policy, &s3::data_bucket_policy_status,
     &s3::data_bucket_versioning, &s3::data_bucket_lifecycle, &s3::data_bucket_encryption,
     &s3::data_bucket_object_lock},
    Asks::each_item);

}  // namespace collect

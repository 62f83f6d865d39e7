// The dataset data_buckets: how the buckets are set up that Amazon Connect keeps recordings, transcripts and reports
// in. Plain data, and what follows from it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/dataset.hpp"

namespace model {

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html
struct PublicAccessBlock {
  bool block_acls = false;
  bool ignore_acls = false;
  bool block_policy = false;
  bool restrict_buckets = false;

  bool is_whole() const { return block_acls && ignore_acls && block_policy && restrict_buckets; }
};

// The dataset account_public_access: what the account blocks for all of its buckets. Nothing where each bucket that is
// there blocks all by itself.
using AccountPublicAccess = std::optional<PublicAccessBlock>;

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html
struct LifecycleRule {
  std::string id;
  bool enabled = false;
  std::string prefix;                              // of the objects that it is for; empty: of all
  bool is_filtered = false;                        // by tags or sizes as well
  bool expires = false;                            // objects, or makes versions noncurrent
  bool moves = false;                              // objects to another storage class
  bool ends_noncurrent = false;                    // deletes or moves versions that are no longer current
  bool aborts_uploads = false;                     // that were never finished
  std::optional<std::int64_t> expires_after_days;  // nothing: on a date, or never
};

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ObjectLockConfiguration.html
struct ObjectLock {
  bool enabled = false;
  std::string mode;  // GOVERNANCE, COMPLIANCE; empty: nothing is kept by default
  std::optional<std::int64_t> days, years;
};

// The settings, each of which needs a permission of its own.
namespace bucket_setting {
inline constexpr std::string_view public_access = "public_access", policy = "policy", policy_status = "policy_status",
                                  versioning = "versioning", lifecycle = "lifecycle", encryption = "encryption",
                                  object_lock = "object_lock";
}

struct DataBucket {
  bool exists = true;
  PublicAccessBlock public_access_block;  // of the bucket itself
  std::string policy;                     // JSON; empty: it has none
  bool is_public = false;                 // by its policy, as S3 sees it
  std::string versioning;                 // Enabled, Suspended; empty: never switched on
  std::vector<LifecycleRule> rules;
  std::string algorithm;  // that S3 encrypts with by default: AES256, aws:kms, aws:kms:dsse
  std::string key_id;     // of KMS; empty: S3's or AWS's own
  ObjectLock object_lock;
  std::map<std::string, Gap> unknown;  // by setting
  std::optional<Gap> gap;              // why it is not known, at least in part
};

// By name.
using DataBuckets = std::map<std::string, DataBucket>;

// Why the setting is not known; nothing when it is.
const Gap* gap_of_setting(const DataBucket& bucket, std::string_view setting);

bool is_kms(const DataBucket& bucket);

// What the bucket and its account block together. Of an account that is not known only the bucket's own counts.
PublicAccessBlock blocked_by_either(const DataBucket& bucket, const Dataset<AccountPublicAccess>& account);

// Which requests without TLS the policy of the bucket refuses, whoever makes them.
enum class PlainRequests { allowed, refused_in_part, refused };
PlainRequests plain_requests(std::string_view policy, std::string_view bucket);

// Whether an enabled rule without further filters is for all objects below the prefix.
bool covers(const LifecycleRule& rule, std::string_view prefix);

}  // namespace model

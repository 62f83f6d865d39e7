// The instance datasets: what DescribeInstance, ListInstanceAttributes and ListInstanceStorageConfigs say, and KMS of
// the keys that they name. Plain data.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeInstance.html
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "model/dataset.hpp"

namespace model {

struct Replica {
  std::string region;
  std::string status;  // INSTANCE_REPLICATION_COMPLETE, …; an open set
  std::string reason;
};

// Amazon Connect Global Resiliency; stands beside Instance in the answer, not inside it.
struct Replication {
  std::string source_region;
  std::string global_sign_in_endpoint;
  std::vector<Replica> replicas;
};

struct InstanceDetails {
  std::string id;
  std::string arn;
  std::string alias;
  std::string identity_management_type;  // SAML, CONNECT_MANAGED, EXISTING_DIRECTORY
  std::string status;                    // ACTIVE, CREATION_IN_PROGRESS, CREATION_FAILED
  std::string status_reason;
  std::string service_role;
  std::string access_url;
  std::optional<base::Time> created;
  std::optional<bool> inbound_calls;
  std::optional<bool> outbound_calls;
  std::optional<Replication> replication;
};

struct InstanceAttribute {
  std::string type;  // CONTACTFLOW_LOGS, CONTACT_LENS, …; an open set
  std::string value;
};

using InstanceAttributes = std::vector<InstanceAttribute>;

struct StorageConfig {
  std::string association_id;
  std::string storage_type;  // S3, KINESIS_VIDEO_STREAM, KINESIS_STREAM, KINESIS_FIREHOSE
  std::string destination;   // bucket name, stream ARN, or prefix of a video stream
  std::string prefix;
  std::string encryption_type;  // KMS or empty
  std::string key_id;
  std::optional<std::int64_t> retention_hours;  // of a video stream
};

// One of the 13 kinds of data that an instance can store, with what is configured for it (nothing: not stored).
struct StorageResource {
  std::string type;  // CALL_RECORDINGS, …
  std::vector<StorageConfig> configs;
  std::optional<Gap> gap;
};

using StorageResources = std::vector<StorageResource>;

// https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html
struct KmsKey {
  std::string manager;                // AWS, CUSTOMER
  std::string state;                  // Enabled, Disabled, PendingDeletion, …
  std::optional<base::Time> deleted;  // when it will be, once that is scheduled
  std::optional<Gap> gap;
};

// By StorageConfig::key_id, which may be the ARN of a key or of an alias.
using KmsKeys = std::map<std::string, KmsKey>;

// "true" or "false" of an attribute; nothing when it is not in the list or has another value.
std::optional<bool> attribute(const InstanceAttributes& attributes, const std::string& type);

// The Regions beside this one that hold the instance or its replicas; empty while AWS names none.
std::set<std::string> other_regions(const InstanceDetails& instance, std::string_view region);
// Whether the instance of this Region is the copy of one that was made in another.
bool is_replica(const InstanceDetails& instance, std::string_view region);

}  // namespace model

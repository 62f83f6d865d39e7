// Facts of the component `storage`. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
#include "model/inventory.hpp"

namespace components {

// What could not be read of a bucket is not there.
struct BucketFact {
  std::string name;
  std::vector<std::string> keeps;  // kinds of data, as Amazon Connect names them
  std::optional<bool> exists;
  std::optional<bool> public_access_blocked;  // all of it, by the bucket or its account
  std::string versioning;                     // Enabled, Suspended, Never
  std::string encryption;                     // by default, as S3 names it
  std::optional<bool> object_lock;
};

struct StreamFact {
  std::string arn;
  std::string name;
  std::vector<std::string> keeps;
  std::string status;      // as AWS names it; empty: not known, or the stream does not exist
  std::string encryption;  // the same
  std::optional<std::int64_t> retention_hours;
  std::optional<double> lag_seconds;  // at worst, in the last day
};

struct StorageFacts {
  static constexpr std::string_view component = "storage";

  std::optional<std::int64_t> buckets_named, streams_named;  // by the instance's settings
  bool complete = false;
  std::vector<BucketFact> buckets;  // by name
  std::vector<StreamFact> streams;  // by ARN
};

StorageFacts storage_facts(const model::Scene& scene, const model::Dataset<model::StorageResources>& storage,
                           const model::Dataset<model::DataBuckets>& buckets,
                           const model::Dataset<model::AccountPublicAccess>& account,
                           const model::Dataset<model::DataStreams>& streams,
                           const model::Dataset<model::StreamLags>& lags);

}  // namespace components

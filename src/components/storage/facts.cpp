#include "components/storage/facts.hpp"

#include <algorithm>
#include <map>

#include "base/encode.hpp"
#include "components/described.hpp"
#include "model/entry.hpp"

namespace components {

template <typename Visit>
void describe(BucketFact& fact, Visit&& field) {
  field("name", fact.name);
  field("keeps", fact.keeps);
  field("exists", fact.exists, omitted_if_empty);
  field("public_access_blocked", fact.public_access_blocked, omitted_if_empty);
  field("versioning", fact.versioning, omitted_if_empty);
  field("encryption", fact.encryption, omitted_if_empty);
  field("object_lock", fact.object_lock, omitted_if_empty);
}

template <typename Visit>
void describe(StreamFact& fact, Visit&& field) {
  field("arn", fact.arn);
  field("name", fact.name);
  field("keeps", fact.keeps);
  field("status", fact.status, omitted_if_empty);
  field("encryption", fact.encryption, omitted_if_empty);
  field("retention_hours", fact.retention_hours, omitted_if_empty);
  field("lag_seconds", fact.lag_seconds, omitted_if_empty);
}

template <typename Visit>
void describe(StorageFacts& facts, Visit&& field) {
  field("total_buckets", facts.buckets_named);
  field("total_streams", facts.streams_named);
  field("complete", facts.complete);
  field("buckets", facts.buckets);
  field("streams", facts.streams);
}

template json to_json(const StorageFacts&);
template void read_facts(const model::Document&, StorageFacts&);
template json data_schema<StorageFacts>();

namespace {

// Kinds of data by the bucket or stream that they are written to.
using Places = std::map<std::string, std::vector<std::string>>;

Places places_of(const model::StorageResources& storage, bool are_buckets) {
  Places places;
  for (const auto& resource : storage) {
    for (const auto& config : resource.configs) {
      const bool is_bucket = config.storage_type == "S3", is_video = config.storage_type == "KINESIS_VIDEO_STREAM";
      if (is_bucket != are_buckets || is_video || config.destination.empty()) continue;
      auto& kinds = places[config.destination];
      if (std::ranges::find(kinds, resource.type) == kinds.end()) kinds.push_back(resource.type);
    }
  }
  return places;
}

using OfAccount = model::Dataset<model::AccountPublicAccess>;

// Where the bucket does not block all of it, the account may.
std::optional<bool> is_public_access_blocked(const model::DataBucket& bucket, const OfAccount& account) {
  const bool is_blocked = model::blocked_by_either(bucket, account).is_whole();
  return is_blocked || account.known() ? std::optional(is_blocked) : std::nullopt;
}

void add_settings(const model::DataBucket& bucket, const OfAccount& account, BucketFact& fact) {
  namespace setting = model::bucket_setting;
  const auto is_known = [&](std::string_view one) { return model::gap_of_setting(bucket, one) == nullptr; };
  if (!bucket.gap) fact.exists = bucket.exists;
  if (!bucket.exists) return;
  if (is_known(setting::public_access)) fact.public_access_blocked = is_public_access_blocked(bucket, account);
  if (is_known(setting::versioning)) fact.versioning = bucket.versioning.empty() ? "Never" : bucket.versioning;
  if (is_known(setting::encryption)) fact.encryption = bucket.algorithm.empty() ? "AES256" : bucket.algorithm;
  if (is_known(setting::object_lock)) fact.object_lock = bucket.object_lock.enabled;
}

void add_stream(const model::DataStream& stream, StreamFact& fact) {
  fact.status = stream.status;
  fact.encryption = stream.encryption;
  fact.retention_hours = stream.retention_hours;
}

}  // namespace

StorageFacts storage_facts(const model::Scene&, const model::Dataset<model::StorageResources>& storage,
                           const model::Dataset<model::DataBuckets>& buckets,
                           const model::Dataset<model::AccountPublicAccess>& account,
                           const model::Dataset<model::DataStreams>& streams,
                           const model::Dataset<model::StreamLags>& lags) {
  StorageFacts facts;
  if (!storage.known()) return facts;
  facts.complete =
      storage.complete() && buckets.complete() && account.complete() && streams.complete() && lags.complete();
  for (auto& [name, kinds] : places_of(*storage.value, true)) {
    BucketFact fact;
    fact.name = base::printable(name, 80);
    fact.keeps = kinds;
    if (const auto* bucket = entry_of(buckets, name)) add_settings(*bucket, account, fact);
    facts.buckets.push_back(std::move(fact));
  }
  for (auto& [arn, kinds] : places_of(*storage.value, false)) {
    StreamFact fact;
    fact.arn = base::printable(arn, 300);
    fact.name = base::printable(model::stream_name(arn), 128);
    fact.keeps = kinds;
    if (const auto* stream = entry_of(streams, arn)) add_stream(*stream, fact);
    if (const auto* lag = entry_of(lags, arn); lag != nullptr && !lag->gap) fact.lag_seconds = lag->worst_seconds;
    facts.streams.push_back(std::move(fact));
  }
  facts.buckets_named = std::int64_t(facts.buckets.size());
  facts.streams_named = std::int64_t(facts.streams.size());
  return facts;
}

}  // namespace components

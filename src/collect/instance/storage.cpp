#include <algorithm>

#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using nlohmann::json;
namespace connect = aws::connect;
namespace read = base::read;

// Every kind of data that DescribeInstanceStorageConfig knows.
constexpr const char* storage_resource_types[] = {
    "CHAT_TRANSCRIPTS",
    "CALL_RECORDINGS",
    "SCHEDULED_REPORTS",
    "MEDIA_STREAMS",
    "CONTACT_TRACE_RECORDS",
    "AGENT_EVENTS",
    "REAL_TIME_CONTACT_ANALYSIS_SEGMENTS",
    "ATTACHMENTS",
    "CONTACT_EVALUATIONS",
    "SCREEN_RECORDINGS",
    "REAL_TIME_CONTACT_ANALYSIS_CHAT_SEGMENTS",
    "REAL_TIME_CONTACT_ANALYSIS_VOICE_SEGMENTS",
    "EMAIL_MESSAGES",
};

model::StorageConfig storage_config(const json& item) {
  model::StorageConfig config;
  config.association_id = read::text(item, "AssociationId");
  config.storage_type = read::text(item, "StorageType");
  const json& s3 = read::object(item, "S3Config");
  const json& video = read::object(item, "KinesisVideoStreamConfig");
  const json& encrypted = s3.empty() ? video : s3;
  if (!s3.empty()) {
    config.destination = read::text(s3, "BucketName");
    config.prefix = read::text(s3, "BucketPrefix");
  } else if (!video.empty()) {
    config.destination = read::text(video, "Prefix");
    config.retention_hours = read::integer(video, "RetentionPeriodHours");
  } else {
    config.destination = read::text(read::object(item, "KinesisStreamConfig"), "StreamArn") +
                         read::text(read::object(item, "KinesisFirehoseConfig"), "FirehoseArn");
  }
  const json& encryption = read::object(encrypted, "EncryptionConfig");
  config.encryption_type = read::text(encryption, "EncryptionType");
  config.key_id = read::text(encryption, "KeyId");
  return config;
}

model::StorageResource storage_resource(Source& source, const char* type, ItemGaps& gaps) {
  model::StorageResource resource{type, {}, std::nullopt};
  resource.gap = gaps.of([&] {
    aws::for_each_item(source.client, connect::list_instance_storage_configs,
                       {{"InstanceId", source.given.instance_ref.instance_id}, {"ResourceType", type}},
                       [&](const json& item) { resource.configs.push_back(storage_config(item)); });
  });
  return resource;
}

Dataset<model::StorageResources> fetch_storage(Source& source) {
  model::StorageResources resources;
  ItemGaps gaps;
  for (const char* type : storage_resource_types) resources.push_back(storage_resource(source, type, gaps));
  const bool none = std::ranges::all_of(resources, [](const auto& one) { return one.gap.has_value(); });
  if (none) return Dataset<model::StorageResources>::missing(*resources.front().gap);
  auto gap = gap_of_items(resources, "kinds of data");
  return {std::move(resources), std::move(gap)};
}

}  // namespace

const Collector collectors::storage =
    collector<&Inventory::storage, fetch_storage>("instance", {&connect::list_instance_storage_configs});

}  // namespace collect

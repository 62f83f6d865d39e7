#include <algorithm>

#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/datasets.hpp"

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

std::optional<model::Replication> replication_of(const json& answer) {
  const json& configuration = read::object(answer, "ReplicationConfiguration");
  model::Replication replication{
      read::text(configuration, "SourceRegion"), read::text(configuration, "GlobalSignInEndpoint"), {}};
  for (const json& one : read::array(configuration, "ReplicationStatusSummaryList")) {
    replication.replicas.push_back(
        {read::text(one, "Region"), read::text(one, "ReplicationStatus"), label(one, "ReplicationStatusReason")});
  }
  const bool says_nothing = replication.source_region.empty() && replication.replicas.empty();
  return says_nothing ? std::nullopt : std::optional(std::move(replication));
}

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
  model::StorageResource resource{type, {}, gaps.given_up()};
  if (resource.gap) return resource;
  try {
    aws::for_each_item(source.client, connect::list_instance_storage_configs,
                       {{"InstanceId", source.given.instance_ref.instance_id}, {"ResourceType", type}},
                       [&](const json& item) { resource.configs.push_back(storage_config(item)); });
    gaps.answered();
  } catch (const base::Error& error) {
    resource.gap = gaps.after(error);
  }
  return resource;
}

}  // namespace

Dataset<model::InstanceDetails> instance(Source& source) {
  const json answer =
      source.client.call(connect::describe_instance, {{"InstanceId", source.given.instance_ref.instance_id}});
  const json& item = read::object(answer, "Instance");
  if (read::text(item, "Id").empty()) {
    throw base::Error(base::ErrorKind::corrupt, "connect:DescribeInstance answered no Instance with an Id");
  }
  model::InstanceDetails details;
  details.id = read::text(item, "Id");
  details.arn = read::text(item, "Arn");
  details.alias = label(item, "InstanceAlias");
  details.identity_management_type = read::text(item, "IdentityManagementType");
  details.status = read::text(item, "InstanceStatus");
  details.status_reason = label(read::object(item, "StatusReason"), "Message");
  details.service_role = read::text(item, "ServiceRole");
  details.access_url = read::text(item, "InstanceAccessUrl");
  if (const auto created = read::number(item, "CreatedTime")) details.created = base::from_epoch_seconds(*created);
  details.inbound_calls = read::boolean(item, "InboundCallsEnabled");
  details.outbound_calls = read::boolean(item, "OutboundCallsEnabled");
  details.replication = replication_of(answer);
  return Dataset<model::InstanceDetails>::of(std::move(details));
}

Dataset<model::InstanceAttributes> attributes(Source& source) {
  model::InstanceAttributes found;
  aws::for_each_item(
      source.client, connect::list_instance_attributes, {{"InstanceId", source.given.instance_ref.instance_id}},
      [&](const json& item) { found.push_back({read::text(item, "AttributeType"), read::text(item, "Value")}); });
  return Dataset<model::InstanceAttributes>::of(std::move(found));
}

Dataset<model::StorageResources> storage(Source& source) {
  model::StorageResources resources;
  std::optional<model::Gap> first_gap;
  ItemGaps gaps;
  for (const char* type : storage_resource_types) {
    resources.push_back(storage_resource(source, type, gaps));
    if (!first_gap) first_gap = resources.back().gap;
  }
  const bool none =
      std::all_of(resources.begin(), resources.end(), [](const auto& one) { return one.gap.has_value(); });
  if (none) return Dataset<model::StorageResources>::missing(std::move(*first_gap));
  return {std::move(resources), std::move(first_gap)};
}

}  // namespace collect

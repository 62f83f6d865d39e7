#include "checks/inventory_for_test.hpp"

namespace checks::test {
namespace {

Finding status_finding(const std::string& status) {
  Inventory inventory = empty_inventory();
  inventory.instance.value->status = status;
  return only("instance_status", inventory);
}

TEST(InstanceStatus, OnlyActivePasses) {
  EXPECT_EQ(status_finding("ACTIVE").status, Status::pass);
  for (const auto* status : {"CREATION_IN_PROGRESS", "CREATION_FAILED", "SOMETHING_NEW"}) {
    EXPECT_EQ(status_finding(status).status, Status::fail) << status;
    EXPECT_EQ(status_finding(status).severity, Severity::critical);
    EXPECT_HAS(status_finding(status).observed, status);
  }
}

TEST(InstanceStatus, NoStatusIsNotAFault) {
  EXPECT_EQ(status_finding("").status, Status::not_assessed);
}

TEST(InstanceStatus, SaysAwssReason) {
  Inventory inventory = empty_inventory();
  inventory.instance.value->status = "CREATION_FAILED";
  inventory.instance.value->status_reason = "the directory is gone";
  EXPECT_HAS(only("instance_status", inventory).observed, "the directory is gone");
  EXPECT_EQ(only("instance_status", inventory).resource.key, instance_id);
}

Finding resiliency(std::vector<model::Replica> replicas) {
  Inventory inventory = empty_inventory();
  inventory.instance.value->replication = model::Replication{"eu-central-1", "", std::move(replicas)};
  return only("global_resiliency", inventory);
}

// H-8: the reference said "none" of every instance, replicated or not.
TEST(GlobalResiliency, H8_AReplicatedInstanceIsNotToldToReplicate) {
  const Finding finding = resiliency({{"eu-west-2", "INSTANCE_REPLICATION_COMPLETE", ""}});
  EXPECT_EQ(finding.status, Status::pass);
  EXPECT_HAS(finding.observed, "eu-west-2");
  EXPECT_EQ(finding.remedy, "");
}

TEST(GlobalResiliency, WithoutReplicationSaysWhatItIsFor) {
  const Finding finding = only("global_resiliency", empty_inventory());
  EXPECT_EQ(finding.status, Status::info);
  EXPECT_HAS(finding.remedy, "Global Resiliency");
}

TEST(GlobalResiliency, JudgesTheStateOfTheReplica) {
  EXPECT_EQ(resiliency({{"eu-west-2", "INSTANCE_REPLICATION_FAILED", "no quota"}}).status, Status::fail);
  EXPECT_HAS(resiliency({{"eu-west-2", "INSTANCE_REPLICATION_FAILED", "no quota"}}).observed, "no quota");
  EXPECT_EQ(resiliency({{"eu-west-2", "INSTANCE_REPLICATION_DELETION_FAILED", ""}}).status, Status::fail);
  for (const auto* status :
       {"INSTANCE_REPLICATION_IN_PROGRESS", "RESOURCE_REPLICATION_NOT_STARTED", "INSTANCE_REPLICA_DELETING"}) {
    EXPECT_EQ(resiliency({{"eu-west-2", status, ""}}).status, Status::warn) << status;
  }
}

TEST(GlobalResiliency, AnUnknownStatusIsNamedAndNotAssessed) {
  const Finding finding =
      resiliency({{"eu-west-2", "INSTANCE_REPLICATION_COMPLETE", ""}, {"us-east-1", "NEW_WORD", ""}});
  EXPECT_EQ(finding.status, Status::not_assessed);
  EXPECT_HAS(finding.reason, "NEW_WORD");
}

TEST(GlobalResiliency, AFailedReplicaOutweighsTheOthers) {
  EXPECT_EQ(
      resiliency(
          {{"a", "NEW_WORD", ""}, {"b", "INSTANCE_REPLICA_DELETING", ""}, {"c", "INSTANCE_REPLICATION_FAILED", ""}})
          .status,
      Status::fail);
}

TEST(GlobalResiliency, ReplicationWithoutAReplicaIsNotAssessed) {
  EXPECT_EQ(resiliency({}).status, Status::not_assessed);
  EXPECT_FALSE(resiliency({}).reason.empty());
}

model::StorageConfig s3(const std::string& id, const std::string& encryption) {
  return {id, "S3", "harbour-data", "connect/", encryption, encryption.empty() ? "" : "arn:aws:kms:key", std::nullopt};
}

model::StorageConfig video(const std::string& id, std::optional<std::int64_t> hours) {
  return {id, "KINESIS_VIDEO_STREAM", "harbour", "", "KMS", "arn:aws:kms:key", hours};
}

Inventory storing(std::vector<model::StorageResource> storage) {
  Inventory inventory = empty_inventory();
  inventory.storage = Dataset<std::vector<model::StorageResource>>::of(std::move(storage));
  return inventory;
}

TEST(StorageEncryption, JudgesEachConfigurationByItsKey) {
  const Findings findings = run("storage_encryption", storing({{"CALL_RECORDINGS", {s3("a1", "KMS")}, std::nullopt},
                                                               {"CHAT_TRANSCRIPTS", {s3("b2", "")}, std::nullopt},
                                                               {"MEDIA_STREAMS", {video("c3", 24)}, std::nullopt}}));
  EXPECT_EQ(findings.size(), 3U);
  EXPECT_EQ(by_key(findings, "CALL_RECORDINGS/a1").status, Status::pass);
  EXPECT_EQ(by_key(findings, "CHAT_TRANSCRIPTS/b2").status, Status::warn);
  EXPECT_EQ(by_key(findings, "CHAT_TRANSCRIPTS/b2").resource.type, "storage_config");
  EXPECT_HAS(by_key(findings, "CHAT_TRANSCRIPTS/b2").command, "--association-id b2");
  EXPECT_EQ(by_key(findings, "MEDIA_STREAMS/c3").status, Status::pass);
}

TEST(StorageEncryption, AnUnknownEncryptionTypeIsNotJudged) {
  EXPECT_EQ(only("storage_encryption", storing({{"CALL_RECORDINGS", {s3("a1", "QUANTUM")}, std::nullopt}})).status,
            Status::not_assessed);
}

TEST(StorageEncryption, DataStreamsAreNotJudged) {
  const model::StorageConfig stream{"d4", "KINESIS_STREAM", "arn:stream", "", "", "", std::nullopt};
  const Finding finding = only("storage_encryption", storing({{"CONTACT_TRACE_RECORDS", {stream}, std::nullopt}}));
  EXPECT_EQ(finding.status, Status::info);
  EXPECT_HAS(finding.observed, "data streams only");
  EXPECT_EQ(run("storage_encryption", storing({{"CONTACT_TRACE_RECORDS", {stream}, std::nullopt},
                                               {"CALL_RECORDINGS", {s3("a1", "KMS")}, std::nullopt}}))
                .size(),
            1U);
}

TEST(StorageEncryption, WhatCouldNotBeReadIsSaidByItsType) {
  const Findings findings =
      run("storage_encryption", storing({{"CALL_RECORDINGS", {s3("a1", "KMS")}, std::nullopt},
                                         {"ATTACHMENTS", {}, denied("connect:ListInstanceStorageConfigs")}}));
  EXPECT_EQ(findings.size(), 2U);
  EXPECT_EQ(by_key(findings, "ATTACHMENTS").status, Status::not_assessed);
  EXPECT_EQ(by_key(findings, "ATTACHMENTS").permission, "connect:ListInstanceStorageConfigs");
}

TEST(StorageEncryption, NothingStoredIsInformation) {
  const Finding finding = only("storage_encryption", storing({{"CALL_RECORDINGS", {}, std::nullopt}}));
  EXPECT_EQ(finding.status, Status::info);
  EXPECT_EQ(finding.resource.key, instance_id);
}

TEST(MediaStreamRetention, ZeroHoursWarns) {
  const Findings findings =
      run("media_stream_retention", storing({{"MEDIA_STREAMS", {video("c3", 0), video("c4", 24)}, std::nullopt}}));
  EXPECT_EQ(by_key(findings, "MEDIA_STREAMS/c3").status, Status::warn);
  EXPECT_EQ(by_key(findings, "MEDIA_STREAMS/c4").status, Status::pass);
  EXPECT_HAS(by_key(findings, "MEDIA_STREAMS/c4").observed, "24 hours");
}

TEST(MediaStreamRetention, ARetentionThatIsNotSaidIsNotZero) {
  EXPECT_EQ(
      only("media_stream_retention", storing({{"MEDIA_STREAMS", {video("c3", std::nullopt)}, std::nullopt}})).status,
      Status::not_assessed);
}

TEST(MediaStreamRetention, WithoutStreamsNothingIsAsked) {
  const Finding finding = only("media_stream_retention", storing({{"MEDIA_STREAMS", {}, std::nullopt}}));
  EXPECT_EQ(finding.status, Status::not_applicable);
  EXPECT_EQ(finding.resource.key, instance_id);
}

TEST(MediaStreamRetention, StreamsThatCouldNotBeReadAreNotAbsent) {
  const Finding finding =
      only("media_stream_retention", storing({{"MEDIA_STREAMS", {}, denied("connect:ListInstanceStorageConfigs")}}));
  EXPECT_EQ(finding.status, Status::not_assessed);
  EXPECT_EQ(finding.permission, "connect:ListInstanceStorageConfigs");
  EXPECT_EQ(only("media_stream_retention", storing({})).status, Status::not_assessed);
}

TEST(MediaStreamRetention, PartOfTheStreamsIsNotTheWhole) {
  const Findings findings = run("media_stream_retention", storing({{"MEDIA_STREAMS", {video("c4", 24)}, cut_short()}}));
  EXPECT_EQ(findings.size(), 2U);
  EXPECT_EQ(by_key(findings, instance_id).status, Status::not_assessed);
}

// H-9: the reference looked for the switch in DescribeInstance, which does not have it.
TEST(ContactLens, H9_IsReadFromTheAttributes) {
  Inventory inventory = empty_inventory();
  set_attribute(inventory, "CONTACT_LENS", "true");
  EXPECT_EQ(only("contact_lens", inventory).status, Status::pass);
  set_attribute(inventory, "CONTACT_LENS", "false");
  EXPECT_EQ(only("contact_lens", inventory).status, Status::info);
  EXPECT_FALSE(only("contact_lens", inventory).remedy.empty());
  set_attribute(inventory, "CONTACT_LENS", "maybe");
  EXPECT_EQ(only("contact_lens", inventory).status, Status::not_assessed);
  EXPECT_EQ(only("contact_lens", empty_inventory()).status, Status::not_assessed);
}

}  // namespace
}  // namespace checks::test

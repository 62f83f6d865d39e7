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
  for (const auto* status : {"CREATION_IN_PROGRESS", "CREATION_FAILED"}) {
    EXPECT_EQ(status_finding(status).status, Status::fail) << status;
    EXPECT_EQ(status_finding(status).severity, Severity::critical);
    EXPECT_HAS(status_finding(status).observed, status);
  }
}

Finding resiliency(std::vector<model::Replica> replicas) {
  Inventory inventory = empty_inventory();
  inventory.instance.value->replication = model::Replication{"eu-central-1", "", std::move(replicas)};
  return only("global_resiliency", inventory);
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

// A list of instances names no replicas.
TEST(GlobalResiliency, IsNotDeniedOfAnInstanceThatWasReadInPart) {
  Inventory inventory = empty_inventory();
  EXPECT_EQ(only("global_resiliency", inventory).status, Status::info);
  inventory.instance.gap = model::Gap{model::GapKind::denied, "not allowed", "connect:DescribeInstance"};
  const Finding finding = only("global_resiliency", inventory);
  EXPECT_EQ(finding.status, Status::not_assessed);
  EXPECT_EQ(finding.permission, "connect:DescribeInstance");
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

Inventory storing(std::vector<model::StorageResource> storage) {
  Inventory inventory = empty_inventory();
  inventory.storage = Dataset<std::vector<model::StorageResource>>::of(std::move(storage));
  return inventory;
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

#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "aws/operations/kms.hpp"
#include "aws/operations/tagging.hpp"
#include "fakes/collecting.hpp"

namespace {

using base::ErrorKind;
using nlohmann::json;
namespace connect = aws::connect;

class InstanceCollector : public fakes::Collecting {
 protected:
  model::InstanceDetails details_of(const json& answer) {
    aws_.answer(connect::describe_instance, answer);
    const auto dataset = read<&Inventory::instance>();
    EXPECT_TRUE(dataset.complete());
    return *dataset.value;
  }
};

TEST_F(InstanceCollector, ReadsTheDetails) {
  const auto details = details_of({{"Instance",
                                    {{"Id", id},
                                     {"Arn", arn},
                                     {"IdentityManagementType", "SAML"},
                                     {"InstanceAlias", "harbour"},
                                     {"CreatedTime", 1589443200.482},
                                     {"ServiceRole", "arn:aws:iam::1:role/r"},
                                     {"InstanceStatus", "CREATION_FAILED"},
                                     {"StatusReason", {{"Message", "no directory"}}},
                                     {"InboundCallsEnabled", true},
                                     {"OutboundCallsEnabled", false},
                                     {"InstanceAccessUrl", "https://harbour.my.connect.aws"}}}});
  EXPECT_EQ(aws_.asked(connect::describe_instance), (std::vector<json>{json{{"InstanceId", id}}}));
  EXPECT_EQ(details.id, id);
  EXPECT_EQ(details.arn, arn);
  EXPECT_EQ(details.alias, "harbour");
  EXPECT_EQ(details.identity_management_type, "SAML");
  EXPECT_EQ(details.status, "CREATION_FAILED");
  EXPECT_EQ(details.status_reason, "no directory");
  EXPECT_EQ(details.service_role, "arn:aws:iam::1:role/r");
  EXPECT_EQ(details.access_url, "https://harbour.my.connect.aws");
  EXPECT_EQ(details.created, base::Time(std::chrono::milliseconds(1589443200482)));
  EXPECT_EQ(details.inbound_calls, true);
  EXPECT_EQ(details.outbound_calls, false);
  EXPECT_FALSE(details.replication);
}

// H-8: the reference looked inside Instance, and told replicated instances that they have no replica.
TEST_F(InstanceCollector, H8_FindsTheReplicationBesideTheInstance) {
  const json replication = {{"SourceRegion", "eu-central-1"},
                            {"GlobalSignInEndpoint", "https://harbour.sign-in.connect.aws"},
                            {"ReplicationStatusSummaryList",
                             {{{"Region", "eu-central-1"}, {"ReplicationStatus", "INSTANCE_REPLICATION_COMPLETE"}},
                              {{"Region", "eu-west-2"},
                               {"ReplicationStatus", "A_STATUS_OF_THE_FUTURE"},
                               {"ReplicationStatusReason", "why"}}}}};
  const auto found = details_of({{"Instance", {{"Id", id}}}, {"ReplicationConfiguration", replication}}).replication;
  ASSERT_TRUE(found);
  EXPECT_EQ(found->source_region, "eu-central-1");
  EXPECT_EQ(found->global_sign_in_endpoint, "https://harbour.sign-in.connect.aws");
  ASSERT_EQ(found->replicas.size(), 2U);
  EXPECT_EQ(found->replicas[0].status, "INSTANCE_REPLICATION_COMPLETE");
  EXPECT_EQ(found->replicas[1].region, "eu-west-2");
  EXPECT_EQ(found->replicas[1].status, "A_STATUS_OF_THE_FUTURE");
  EXPECT_EQ(found->replicas[1].reason, "why");

  EXPECT_FALSE(details_of({{"Instance", {{"Id", id}, {"ReplicationConfiguration", replication}}}}).replication);
  for (const json& none : {json(), json::object(), json("yes"), json::array({replication})}) {
    EXPECT_FALSE(details_of({{"Instance", {{"Id", id}}}, {"ReplicationConfiguration", none}}).replication) << none;
  }
}

TEST_F(InstanceCollector, TakesMembersOfTheWrongTypeForAbsent) {
  const auto details = details_of({{"Instance",
                                    {{"Id", id},
                                     {"InstanceAlias", {"harbour"}},
                                     {"CreatedTime", "yesterday"},
                                     {"InboundCallsEnabled", "true"},
                                     {"StatusReason", "text"},
                                     {"InstanceAccessUrl", nullptr}}}});
  EXPECT_EQ(details.alias + details.status_reason + details.access_url, "");
  EXPECT_FALSE(details.created);
  EXPECT_FALSE(details.inbound_calls);
  for (const double time : {-1.0, 1e18}) {
    EXPECT_FALSE(details_of({{"Instance", {{"Id", id}, {"CreatedTime", time}}}}).created) << time;
  }
}

TEST_F(InstanceCollector, KnowsNothingOfAnInstanceWithoutAnId) {
  for (const json& item : {json{{"Id", 7}}, json{{"InstanceAlias", "harbour"}}, json::object()}) {
    aws_.answer(connect::describe_instance, {{"Instance", item}});
    EXPECT_EQ(failure_of([&] { read<&Inventory::instance>(); }), base::ErrorKind::corrupt) << item;
  }
}

// It is the alias that names the flow log.
TEST_F(InstanceCollector, TakesFromTheListWhatItMayNotDescribe) {
  aws_.fail(connect::describe_instance, "AccessDeniedException", 403);
  aws_.answer(connect::list_instances,
              {{"InstanceSummaryList", {{{"Id", "another"}, {"InstanceAlias", "pier"}}}}, {"NextToken", "t"}});
  aws_.answer(connect::list_instances, {{"InstanceSummaryList",
                                         {{{"Id", id},
                                           {"InstanceAlias", "harbour"},
                                           {"InstanceStatus", "ACTIVE"},
                                           {"InstanceAccessUrl", "https://harbour.my.connect.aws"}}}}});
  const auto dataset = read<&Inventory::instance>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->alias + " " + dataset.value->status, "harbour ACTIVE");
  EXPECT_EQ(dataset.value->access_url, "https://harbour.my.connect.aws");
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->permission, "connect:DescribeInstance");
}

TEST_F(InstanceCollector, SaysWhatIsDeniedWhenTheListDoesNotHelp) {
  aws_.always_fail(connect::describe_instance, "AccessDeniedException", 403);
  aws_.fail(connect::list_instances, "AccessDeniedException", 403);
  EXPECT_EQ(failure_of([&] { read<&Inventory::instance>(); }), ErrorKind::denied);
  aws_.answer(connect::list_instances, {{"InstanceSummaryList", {{{"Id", "another"}}}}});
  EXPECT_EQ(failure_of([&] { read<&Inventory::instance>(); }), ErrorKind::denied);
}

TEST_F(InstanceCollector, CleansNames) {
  const std::string alias = details_of({{"Instance", {{"Id", id}, {"InstanceAlias", hostile_text()}}}}).alias;
  EXPECT_EQ(alias.find('\x1B'), std::string::npos);
  EXPECT_LT(alias.size(), 400U);
}

TEST_F(InstanceCollector, RefusesAnAnswerWithoutAnInstance) {
  for (const json& answer : {json(), json::object(), json::array(), json{{"Instance", nullptr}},
                             json{{"Instance", json::object()}}, json{{"Instance", "x"}}}) {
    aws_.answer(connect::describe_instance, answer);
    EXPECT_EQ(failure_of([&] { read<&Inventory::instance>(); }), ErrorKind::corrupt) << answer;
  }
}

TEST_F(InstanceCollector, ReadsAttributesFromEveryPage) {
  aws_.answer(connect::list_instance_attributes,
              {{"Attributes", {{{"AttributeType", "CONTACTFLOW_LOGS"}, {"Value", "true"}}}}, {"NextToken", "t"}});
  aws_.answer(connect::list_instance_attributes,
              {{"Attributes", {{{"AttributeType", "OF_THE_FUTURE"}, {"Value", "maybe"}}, {{"Value", 7}}, nullptr}}});
  const auto dataset = read<&Inventory::attributes>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 4U);
  EXPECT_EQ(dataset.value->at(0).type, "CONTACTFLOW_LOGS");
  EXPECT_EQ(dataset.value->at(0).value, "true");
  EXPECT_EQ(dataset.value->at(1).value, "maybe");
  EXPECT_EQ(dataset.value->at(2).value, "");
  EXPECT_EQ(aws_.asked(connect::list_instance_attributes),
            (std::vector<json>{json{{"InstanceId", id}, {"MaxResults", 7}},
                               json{{"InstanceId", id}, {"MaxResults", 7}, {"NextToken", "t"}}}));
}

class StorageCollector : public InstanceCollector {};

TEST_F(StorageCollector, AsksForEveryKindOfData) {
  aws_.always_answer(connect::list_instance_storage_configs, json::object());
  const auto dataset = read<&Inventory::storage>();
  ASSERT_TRUE(dataset.complete());
  std::vector<std::string> types, asked;
  for (const auto& resource : *dataset.value) {
    types.push_back(resource.type);
    EXPECT_TRUE(resource.configs.empty());
  }
  for (const json& input : aws_.asked(connect::list_instance_storage_configs)) {
    EXPECT_EQ(input, (json{{"InstanceId", id}, {"MaxResults", 10}, {"ResourceType", input.at("ResourceType")}}));
    asked.push_back(input.at("ResourceType"));
  }
  EXPECT_EQ(types, asked);
  std::ranges::sort(types);
  EXPECT_EQ(types, (std::vector<std::string>{
                       "AGENT_EVENTS", "ATTACHMENTS", "CALL_RECORDINGS", "CHAT_TRANSCRIPTS", "CONTACT_EVALUATIONS",
                       "CONTACT_TRACE_RECORDS", "EMAIL_MESSAGES", "MEDIA_STREAMS",
                       "REAL_TIME_CONTACT_ANALYSIS_CHAT_SEGMENTS", "REAL_TIME_CONTACT_ANALYSIS_SEGMENTS",
                       "REAL_TIME_CONTACT_ANALYSIS_VOICE_SEGMENTS", "SCHEDULED_REPORTS", "SCREEN_RECORDINGS"}));
}

TEST_F(StorageCollector, ReadsEveryKindOfDestination) {
  const json encryption = {{"EncryptionType", "KMS"}, {"KeyId", "arn:aws:kms:eu-central-1:1:key/k"}};
  aws_.answer(connect::list_instance_storage_configs,
              {{"StorageConfigs",
                {{{"AssociationId", "1"},
                  {"StorageType", "S3"},
                  {"S3Config", {{"BucketName", "b"}, {"BucketPrefix", "p"}, {"EncryptionConfig", encryption}}}},
                 {{"AssociationId", "2"},
                  {"StorageType", "KINESIS_VIDEO_STREAM"},
                  {"KinesisVideoStreamConfig",
                   {{"Prefix", "v"}, {"RetentionPeriodHours", 24.0}, {"EncryptionConfig", encryption}}}},
                 {{"StorageType", "KINESIS_STREAM"}, {"KinesisStreamConfig", {{"StreamArn", "arn:stream"}}}},
                 {{"StorageType", "KINESIS_FIREHOSE"}, {"KinesisFirehoseConfig", {{"FirehoseArn", "arn:firehose"}}}},
                 {{"StorageType", "TAPE"}, {"TapeConfig", {{"Reel", 1}}}},
                 {{"StorageType", 7}, {"S3Config", {{"BucketName", nullptr}, {"EncryptionConfig", "KMS"}}}},
                 nullptr}}},
              {{"ResourceType", "CALL_RECORDINGS"}});
  aws_.always_answer(connect::list_instance_storage_configs, json::object());
  const auto dataset = read<&Inventory::storage>();
  const auto& all = *dataset.value;
  const auto found = std::ranges::find_if(all, [](const auto& one) { return one.type == "CALL_RECORDINGS"; });
  ASSERT_NE(found, all.end());
  const auto& configs = found->configs;
  ASSERT_EQ(configs.size(), 7U);
  EXPECT_EQ(configs[0].destination + " " + configs[0].prefix, "b p");
  EXPECT_EQ(configs[0].encryption_type, "KMS");
  EXPECT_EQ(configs[0].key_id, "arn:aws:kms:eu-central-1:1:key/k");
  EXPECT_FALSE(configs[0].retention_hours);
  EXPECT_EQ(configs[1].destination, "v");
  EXPECT_EQ(configs[1].encryption_type, "KMS");
  EXPECT_EQ(configs[1].retention_hours, 24);
  EXPECT_EQ(configs[2].destination, "arn:stream");
  EXPECT_EQ(configs[3].destination, "arn:firehose");
  EXPECT_EQ(configs[4].storage_type + configs[4].destination, "TAPE");
  EXPECT_EQ(configs[5].storage_type + configs[5].destination + configs[5].encryption_type, "");
}

TEST_F(StorageCollector, LeavesOneKindUnknownAndReadsTheOthers) {
  aws_.fail(connect::list_instance_storage_configs, "InternalServiceException", 500,
            {{"ResourceType", "AGENT_EVENTS"}});
  aws_.always_answer(connect::list_instance_storage_configs, {{"StorageConfigs", {{{"StorageType", "S3"}}}}});
  const auto dataset = read<&Inventory::storage>();
  ASSERT_TRUE(dataset.known());
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->kind, model::GapKind::unavailable);
  for (const auto& resource : *dataset.value) {
    EXPECT_EQ(resource.gap.has_value(), resource.type == "AGENT_EVENTS") << resource.type;
    EXPECT_EQ(resource.configs.size(), resource.type == "AGENT_EVENTS" ? 0U : 1U) << resource.type;
  }
}

TEST_F(StorageCollector, KnowsNothingWhenNoKindCouldBeRead) {
  aws_.always_fail(connect::list_instance_storage_configs, "InternalServiceException", 500);
  const auto dataset = read<&Inventory::storage>();
  EXPECT_FALSE(dataset.known());
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->kind, model::GapKind::unavailable);
}

TEST_F(StorageCollector, EndsWhenItIsNotAllowed) {
  aws_.always_fail(connect::list_instance_storage_configs, "AccessDeniedException", 403);
  const auto dataset = read<&Inventory::storage>();
  EXPECT_FALSE(dataset.known());
  EXPECT_EQ(dataset.gap->permission, "connect:ListInstanceStorageConfigs");
  EXPECT_EQ(aws_.calls(), 3U);
}

TEST_F(StorageCollector, ReadsTheKindsAroundOneThatIsDenied) {
  aws_.fail(connect::list_instance_storage_configs, "AccessDeniedException", 403,
            {{"ResourceType", "CALL_RECORDINGS"}});
  aws_.always_answer(connect::list_instance_storage_configs, json::object());
  const auto dataset = read<&Inventory::storage>();
  ASSERT_TRUE(dataset.known());
  for (const auto& one : *dataset.value) EXPECT_EQ(one.gap.has_value(), one.type == "CALL_RECORDINGS") << one.type;
  EXPECT_EQ(dataset.gap->reason.find("1 of 13 kinds of data could not be read; the first because "), 0U);
}

class StorageKeysCollector : public InstanceCollector {
 protected:
  void know_keys(const std::vector<std::string>& key_ids) {
    model::StorageResource recordings{"CALL_RECORDINGS", {}, std::nullopt};
    for (const auto& key_id : key_ids) {
      recordings.configs.push_back({"a", "S3", "bucket", "", key_id.empty() ? "" : "KMS", key_id, std::nullopt});
    }
    inventory_.storage = model::Dataset<model::StorageResources>::of({recordings});
  }
  static json described(const std::string& manager, const std::string& state = "Enabled") {
    return {{"KeyMetadata", {{"KeyManager", manager}, {"KeyState", state}}}};
  }
};

TEST_F(StorageKeysCollector, AsksOnceForEachKeyThatTheSettingsName) {
  know_keys({"arn:key/own", "", "arn:alias/aws/connect", "arn:key/own"});
  aws_.answer(aws::kms::describe_key, described("AWS"), {{"KeyId", "arn:alias/aws/connect"}});
  json going = described("CUSTOMER", "PendingDeletion");
  going["KeyMetadata"]["DeletionDate"] = 1796601600.0;
  aws_.answer(aws::kms::describe_key, going, {{"KeyId", "arn:key/own"}});
  const auto dataset = read<&Inventory::storage_keys>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 2U);
  EXPECT_EQ(dataset.value->at("arn:alias/aws/connect").manager, "AWS");
  const model::KmsKey& own = dataset.value->at("arn:key/own");
  EXPECT_EQ(own.manager + " " + own.state, "CUSTOMER PendingDeletion");
  EXPECT_EQ(own.deleted, at("2026-12-07T00:00:00Z"));
  EXPECT_EQ(aws_.calls(), 2U);
}

TEST_F(StorageKeysCollector, LeavesUnknownWhatKmsDoesNotSay) {
  know_keys({"arn:key/1", "arn:key/2", "arn:key/3"});
  aws_.fail(aws::kms::describe_key, "NotFoundException", 400, {{"KeyId", "arn:key/1"}});
  aws_.answer(aws::kms::describe_key, {{"KeyMetadata", {{"KeyState", "Enabled"}}}}, {{"KeyId", "arn:key/2"}});
  aws_.answer(aws::kms::describe_key, described("CUSTOMER"), {{"KeyId", "arn:key/3"}});
  const auto dataset = read<&Inventory::storage_keys>();
  ASSERT_TRUE(dataset.known());
  ASSERT_TRUE(dataset.gap);
  EXPECT_TRUE(dataset.value->at("arn:key/1").gap);
  EXPECT_TRUE(dataset.value->at("arn:key/2").gap);
  EXPECT_EQ(dataset.value->at("arn:key/2").manager, "");
  EXPECT_FALSE(dataset.value->at("arn:key/3").gap);
}

TEST_F(StorageKeysCollector, NeedsTheSettings) {
  inventory_.storage = model::Dataset<model::StorageResources>::missing(denied);
  const auto dataset = read<&Inventory::storage_keys>();
  EXPECT_FALSE(dataset.known());
  EXPECT_EQ(dataset.gap->kind, model::GapKind::needs_other);
  EXPECT_EQ(dataset.gap->permission, denied.permission);
}

using TagsCollector = fakes::Collecting;

TEST_F(TagsCollector, ReadsThoseOfEverythingByTheEndOfItsArn) {
  aws_.answer(aws::tagging::get_resources,
              {{"ResourceTagMappingList",
                {{{"ResourceARN", arn}, {"Tags", {{{"Key", "env"}, {"Value", "test"}}}}},
                 {{"ResourceARN", arn + "/queue/q-1"},
                  {"Tags", {{{"Key", "team"}, {"Value", "night"}}, {{"Key", "env"}, {"Value", ""}}}}},
                 {{"ResourceARN", 7}, {"Tags", "rubbish"}}}},
               {"PaginationToken", ""}});
  const auto dataset = read<&Inventory::tags>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(aws_.asked(aws::tagging::get_resources).front()["ResourceTypeFilters"], json({"connect"}));
  EXPECT_EQ(dataset.value->at(id), (model::Tags{{"env", "test"}}));
  EXPECT_EQ(dataset.value->at("q-1"), (model::Tags{{"env", ""}, {"team", "night"}}));
}

}  // namespace

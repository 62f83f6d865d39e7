#include <algorithm>
#include <gtest/gtest.h>

#include "aws/operations/cloudwatch.hpp"
#include "aws/operations/firehose.hpp"
#include "aws/operations/kinesis.hpp"
#include "aws/operations/kms.hpp"
#include "aws/operations/s3.hpp"
#include "aws/operations/s3control.hpp"
#include "fakes/collecting.hpp"

namespace {

namespace s3 = aws::s3;
using model::GapKind;
using nlohmann::json;

const std::string stream = "arn:aws:kinesis:eu-central-1:111122223333:stream/records";
const std::string firehose = "arn:aws:firehose:eu-central-1:111122223333:deliverystream/events";
const std::string own_key = "arn:aws:kms:eu-central-1:111122223333:key/own";

class StorageCollectors : public fakes::Collecting {
 protected:
  void keep(const std::vector<std::pair<std::string, std::string>>& places) {  // type of storage, destination
    model::StorageResources storage;
    for (const auto& [type, destination] : places) {
      model::StorageConfig config;
      config.storage_type = type;
      config.destination = destination;
      storage.push_back({"CALL_RECORDINGS", {config}, std::nullopt});
    }
    inventory_.storage = model::Dataset<model::StorageResources>::of(std::move(storage));
  }

  void answer_whole_bucket() {
    aws_.answer(s3::data_bucket_public_access_block,
                {{"PublicAccessBlockConfiguration",
                  {{"BlockPublicAcls", true}, {"IgnorePublicAcls", true}, {"BlockPublicPolicy", true}}}});
    aws_.answer(s3::data_bucket_policy, {{"Policy", "{}"}});
    aws_.answer(s3::data_bucket_policy_status, {{"PolicyStatus", {{"IsPublic", true}}}});
    aws_.answer(s3::data_bucket_versioning, {{"Status", "Suspended"}});
    const json rules = json::parse(R"([
      {"ID": "a", "Status": "Enabled", "Filter": {"Prefix": "connect/"}, "Expiration": {"Days": 30}},
      {"ID": "b", "Status": "Disabled", "Prefix": "old/", "Transitions": [{"Days": 1, "StorageClass": "GLACIER"}]},
      {"ID": "c", "Status": "Enabled", "Filter": {"And": {"Prefix": "x", "Tags": [{"Key": "k", "Value": "v"}]}},
       "Expiration": {"ExpiredObjectDeleteMarker": true}, "NoncurrentVersionExpiration": {"NoncurrentDays": 1},
       "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}}])");
    aws_.answer(s3::data_bucket_lifecycle, {{"Rules", rules}});
    const json by_default = {{"SSEAlgorithm", "aws:kms"}, {"KMSMasterKeyID", own_key}};
    const json rule = {{"ApplyServerSideEncryptionByDefault", by_default}};
    aws_.answer(s3::data_bucket_encryption, {{"ServerSideEncryptionConfiguration", {{"Rules", json::array({rule})}}}});
    aws_.answer(s3::data_bucket_object_lock,
                {{"ObjectLockConfiguration",
                  {{"ObjectLockEnabled", "Enabled"},
                   {"Rule", {{"DefaultRetention", {{"Mode", "COMPLIANCE"}, {"Years", 7}}}}}}}});
  }
};

TEST_F(StorageCollectors, ReadEachBucketOnceAsTheAccountsOwn) {
  keep({{"S3", "harbour-data"}, {"S3", "harbour-data"}, {"KINESIS_STREAM", stream}});
  answer_whole_bucket();
  const auto buckets = read<&Inventory::data_buckets>();
  ASSERT_TRUE(buckets.complete());
  const model::DataBucket& bucket = buckets.value->at("harbour-data");
  EXPECT_EQ(aws_.asked(s3::data_bucket_policy),
            (std::vector<json>{json{{"Bucket", "harbour-data"}, {"ExpectedBucketOwner", "111122223333"}}}));
  EXPECT_TRUE(bucket.public_access_block.block_policy);
  EXPECT_FALSE(bucket.public_access_block.restrict_buckets);
  EXPECT_TRUE(bucket.is_public);
  EXPECT_EQ(bucket.versioning, "Suspended");
  EXPECT_EQ(bucket.key_id, own_key);
  EXPECT_EQ(bucket.object_lock.years, 7);
  ASSERT_EQ(bucket.rules.size(), 3U);
  EXPECT_TRUE(model::covers(bucket.rules[0], "connect"));
  EXPECT_EQ(bucket.rules[0].expires_after_days, 30);
  EXPECT_EQ(bucket.rules[1].prefix, "old/");
  EXPECT_TRUE(bucket.rules[1].moves);
  EXPECT_TRUE(bucket.rules[2].is_filtered);
  EXPECT_FALSE(bucket.rules[2].expires);
  EXPECT_TRUE(bucket.rules[2].ends_noncurrent && bucket.rules[2].aborts_uploads);
}

TEST_F(StorageCollectors, TakeWhatABucketDoesNotHaveForAnAnswer) {
  keep({{"S3", "harbour-data"}});
  aws_.otherwise_answer(json::object());
  aws_.fail(s3::data_bucket_public_access_block, "NoSuchPublicAccessBlockConfiguration", 404);
  aws_.fail(s3::data_bucket_policy, "NoSuchBucketPolicy", 404);
  aws_.fail(s3::data_bucket_lifecycle, "NoSuchLifecycleConfiguration", 404);
  aws_.fail(s3::data_bucket_object_lock, "ObjectLockConfigurationNotFoundError", 404);
  const auto buckets = read<&Inventory::data_buckets>();
  ASSERT_TRUE(buckets.complete());
  EXPECT_FALSE(buckets.value->at("harbour-data").public_access_block.is_whole());
  EXPECT_TRUE(aws_.asked(s3::data_bucket_policy_status).empty());
}

TEST_F(StorageCollectors, AskNothingMoreOfABucketThatIsGone) {
  keep({{"S3", "harbour-data"}});
  aws_.fail(s3::data_bucket_public_access_block, "NoSuchBucket", 404);
  const auto buckets = read<&Inventory::data_buckets>();
  ASSERT_TRUE(buckets.complete());
  EXPECT_FALSE(buckets.value->at("harbour-data").exists);
  EXPECT_TRUE(aws_.asked(s3::data_bucket_policy).empty());
}

TEST_F(StorageCollectors, KeepWhatIsDeniedApart) {
  keep({{"S3", "harbour-data"}});
  aws_.fail(s3::data_bucket_versioning, "AccessDenied", 403);
  answer_whole_bucket();
  const auto buckets = read<&Inventory::data_buckets>();
  ASSERT_TRUE(buckets.known());
  ASSERT_TRUE(buckets.gap);
  const model::DataBucket& bucket = buckets.value->at("harbour-data");
  const model::Gap* gap = model::gap_of_setting(bucket, model::bucket_setting::versioning);
  ASSERT_NE(gap, nullptr);
  EXPECT_EQ(gap->permission, "s3:GetBucketVersioning");
  EXPECT_NE(gap->reason.find("not account 111122223333's"), std::string::npos);
  EXPECT_EQ(model::gap_of_setting(bucket, model::bucket_setting::lifecycle), nullptr);
}

TEST_F(StorageCollectors, AskOnceWhatTheAccountBlocks) {
  inventory_.data_buckets = model::Dataset<model::DataBuckets>::of({{"a", {}}, {"b", {}}});
  aws_.answer(aws::s3control::get_public_access_block,
              {{"PublicAccessBlockConfiguration", {{"BlockPublicAcls", true}, {"RestrictPublicBuckets", true}}}});
  const auto account = read<&Inventory::account_public_access>();
  ASSERT_TRUE(account.complete() && *account.value);
  EXPECT_TRUE((*account.value)->block_acls && (*account.value)->restrict_buckets);
  EXPECT_FALSE((*account.value)->ignore_acls || (*account.value)->block_policy);
  EXPECT_EQ(aws_.asked(aws::s3control::get_public_access_block), (std::vector<json>{{{"AccountId", "111122223333"}}}));
}

TEST_F(StorageCollectors, TakeAnAccountThatNeverBlockedForAnAnswer) {
  inventory_.data_buckets = model::Dataset<model::DataBuckets>::of({{"a", {}}});
  aws_.fail(aws::s3control::get_public_access_block, "NoSuchPublicAccessBlockConfiguration", 404);
  const auto account = read<&Inventory::account_public_access>();
  ASSERT_TRUE(account.complete() && *account.value);
  EXPECT_FALSE((*account.value)->block_acls);
}

TEST_F(StorageCollectors, DoNotAskTheAccountOfBucketsThatBlockAllThemselves) {
  model::DataBucket whole, gone;
  whole.public_access_block = {true, true, true, true};
  gone.exists = false;
  inventory_.data_buckets = model::Dataset<model::DataBuckets>::of({{"a", whole}, {"b", gone}});
  const auto account = read<&Inventory::account_public_access>();
  ASSERT_TRUE(account.complete());
  EXPECT_FALSE(*account.value);
  EXPECT_TRUE(aws_.asked(aws::s3control::get_public_access_block).empty());
}

TEST_F(StorageCollectors, KnowNothingOfAnAccountThatMayNotBeAsked) {
  inventory_.data_buckets = model::Dataset<model::DataBuckets>::of({{"a", {}}});
  aws_.fail(aws::s3control::get_public_access_block, "AccessDenied", 403);
  EXPECT_EQ(failure_of([&] { read<&Inventory::account_public_access>(); }), base::ErrorKind::denied);
}

TEST_F(StorageCollectors, AskForKeysThatAreNotKnownYet) {
  model::DataBucket first, second;
  first.algorithm = second.algorithm = "aws:kms";
  first.key_id = own_key;
  second.key_id = "other";
  inventory_.data_buckets = model::Dataset<model::DataBuckets>::of({{"a", first}, {"b", second}});
  inventory_.storage_keys = model::Dataset<model::KmsKeys>::of({{own_key, {"CUSTOMER", "Enabled", {}, {}}}});
  aws_.answer(aws::kms::describe_key, {{"KeyMetadata", {{"KeyManager", "AWS"}, {"KeyState", "Enabled"}}}});
  const auto keys = read<&Inventory::bucket_keys>();
  ASSERT_TRUE(keys.complete());
  EXPECT_EQ(keys.value->at(own_key).manager, "CUSTOMER");
  EXPECT_EQ(keys.value->at("other").manager, "AWS");
  EXPECT_EQ(aws_.asked(aws::kms::describe_key).size(), 1U);
}

TEST_F(StorageCollectors, ReadStreamsAndWhatFirehoseTakesFrom) {
  keep({{"KINESIS_FIREHOSE", firehose}, {"S3", "harbour-data"}});
  const json source = {{"KinesisStreamSourceDescription", {{"KinesisStreamARN", stream}}}};
  const json destination = {{"ExtendedS3DestinationDescription", {{"BucketARN", "arn:aws:s3:::x"}}}};
  aws_.answer(aws::firehose::describe_delivery_stream,
              {{"DeliveryStreamDescription",
                {{"DeliveryStreamStatus", "ACTIVE"},
                 {"DeliveryStreamEncryptionConfiguration", {{"Status", "DISABLED"}}},
                 {"Source", source},
                 {"Destinations", json::array({destination})}}}});
  aws_.answer(aws::kinesis::describe_stream_summary, {{"StreamDescriptionSummary",
                                                       {{"StreamStatus", "ACTIVE"},
                                                        {"EncryptionType", "KMS"},
                                                        {"KeyId", own_key},
                                                        {"RetentionPeriodHours", 48},
                                                        {"ConsumerCount", 1}}}});
  const auto streams = read<&Inventory::data_streams>();
  ASSERT_TRUE(streams.complete());
  EXPECT_EQ(streams.value->at(firehose).source, stream);
  EXPECT_TRUE(streams.value->at(firehose).delivers_to_s3);
  EXPECT_EQ(streams.value->at(stream).retention_hours, 48);
  EXPECT_EQ(aws_.asked(aws::firehose::describe_delivery_stream),
            (std::vector<json>{json{{"DeliveryStreamName", "events"}}}));
}

TEST_F(StorageCollectors, SayOfWhichStreamsTheyDoNotRead) {
  const std::string elsewhere = "arn:aws:kinesis:eu-west-1:111122223333:stream/records";
  const std::string of_others = "arn:aws:firehose:eu-central-1:444455556666:deliverystream/events";
  keep({{"KINESIS_STREAM", elsewhere}, {"KINESIS_FIREHOSE", of_others}, {"KINESIS_STREAM", stream}});
  aws_.fail(aws::kinesis::describe_stream_summary, "ResourceNotFoundException", 400);
  const auto streams = read<&Inventory::data_streams>();
  EXPECT_EQ(streams.value->at(elsewhere).gap->kind, GapKind::not_supported);
  EXPECT_EQ(streams.value->at(of_others).gap->kind, GapKind::not_supported);
  EXPECT_FALSE(streams.value->at(stream).exists);
}

TEST_F(StorageCollectors, AskCloudWatchOnceForAllDelays) {
  model::DataStream active;
  active.status = "ACTIVE";
  model::DataStream delivering = active;
  delivering.delivers_to_s3 = true;
  inventory_.data_streams = model::Dataset<model::DataStreams>::of({{stream, active}, {firehose, delivering}});
  const json results = json::parse(R"([
    {"Id": "lag0", "Values": [60, 900, 30], "StatusCode": "Complete"},
    {"Id": "lag1", "Values": [1500, 2500], "StatusCode": "Complete"}])");
  aws_.answer(aws::cloudwatch::get_metric_data, {{"MetricDataResults", results}});
  const auto lags = read<&Inventory::stream_lags>();
  ASSERT_TRUE(lags.complete());
  EXPECT_EQ(lags.value->at(firehose).worst_seconds, 900);
  EXPECT_EQ(lags.value->at(stream).worst_seconds, 2.5);
  ASSERT_EQ(aws_.asked(aws::cloudwatch::get_metric_data).size(), 1U);
}

TEST_F(StorageCollectors, AskNothingWhereNothingIsKept) {
  keep({});
  EXPECT_TRUE(read<&Inventory::data_buckets>().complete());
  EXPECT_TRUE(read<&Inventory::data_streams>().complete());
  EXPECT_TRUE(read<&Inventory::stream_lags>().complete());
  inventory_.storage = model::Dataset<model::StorageResources>::missing(denied);
  EXPECT_EQ(read<&Inventory::data_buckets>().gap->kind, GapKind::needs_other);
  EXPECT_EQ(read<&Inventory::data_streams>().gap->kind, GapKind::needs_other);
}

}  // namespace

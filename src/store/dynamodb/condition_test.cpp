// What the store in DynamoDB says of its table and of the bucket beside it, and whether that is as it should be.
#include <algorithm>
#include <gtest/gtest.h>

#include "aws/operations/dynamodb.hpp"
#include "base/error.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/patient.hpp"
#include "fakes/scripted_client.hpp"
#include "store/dynamodb/store.hpp"
#include "store/memory.hpp"

namespace store {
namespace {

using base::ErrorKind;
using nlohmann::json;
namespace dynamodb = aws::dynamodb;

const json in_order = json::parse(R"({
  "TableStatus": "ACTIVE", "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"},
  "KeySchema": [{"AttributeName": "reviewId", "KeyType": "HASH"}, {"AttributeName": "componentType", "KeyType": "RANGE"}],
  "AttributeDefinitions": [{"AttributeName": "componentType", "AttributeType": "S"},
                           {"AttributeName": "reviewId", "AttributeType": "S"}],
  "GlobalSecondaryIndexes": [{"IndexName": "componentType-reviewId-index", "IndexStatus": "ACTIVE",
                              "Projection": {"ProjectionType": "ALL"}}]})");

class DynamodbCondition : public testing::Test {
 protected:
  // Of the table as it is described; TTL and backups are on unless the test scripted something else before.
  std::vector<Property> condition(const json& description = in_order) {
    aws_.always_answer(dynamodb::describe_time_to_live,
                       {{"TimeToLiveDescription", {{"TimeToLiveStatus", "ENABLED"}, {"AttributeName", "ttl"}}}});
    aws_.always_answer(dynamodb::describe_continuous_backups,
                       {{"ContinuousBackupsDescription",
                         {{"PointInTimeRecoveryDescription", {{"PointInTimeRecoveryStatus", "ENABLED"}}}}}});
    aws_.answer(dynamodb::describe_table, {{"Table", description}});
    return asked();
  }
  std::vector<Property> asked() {
    Location location;
    location.table = "results";
    const Remote remote{
        patient_.patience, meter_, [this](const std::string&) -> aws::Transport& { return aws_; }, "eu-central-1", {}};
    return open_dynamodb(location, OpenMode::existing, clock_, remote, beside_)->condition();
  }
  static Property found(const std::vector<Property>& all, std::string_view name) {
    const auto one = std::ranges::find(all, name, &Property::name);
    if (one != all.end()) return *one;
    ADD_FAILURE() << "there is no " << name;
    return {};
  }
  Level level(const json& description, std::string_view name) { return found(condition(description), name).level; }
  json with(const json& patch) const {
    json changed = in_order;
    changed.merge_patch(patch);
    return changed;
  }

  fakes::ManualClock clock_;
  fakes::Patient patient_{clock_};
  fakes::ScriptedClient aws_;
  aws::Meter meter_;
  ReportBucket beside_{"reports", [this] { return std::make_shared<MemoryStore>(clock_); }};
};

TEST_F(DynamodbCondition, IsFineWhereAllIsAsItIsMadeAndReadsNoDocument) {
  for (const Property& one : condition()) EXPECT_EQ(one.level, Level::ok) << one.name << ": " << one.value;
  EXPECT_EQ(aws_.calls(), 3U);
}

TEST_F(DynamodbCondition, WarnsOfWhatIsNotAsItIsMade) {
  EXPECT_EQ(level(with({{"BillingModeSummary", nullptr}}), "billing"), Level::warning);
  EXPECT_EQ(level(with({{"GlobalSecondaryIndexes", nullptr}}), "index"), Level::warning);
  json index = in_order["GlobalSecondaryIndexes"];
  index[0]["Projection"]["ProjectionType"] = "KEYS_ONLY";
  EXPECT_EQ(level(with({{"GlobalSecondaryIndexes", index}}), "index"), Level::warning);
  index = in_order["GlobalSecondaryIndexes"];
  index[0]["IndexStatus"] = "CREATING";
  EXPECT_EQ(level(with({{"GlobalSecondaryIndexes", index}}), "index"), Level::warning);
  EXPECT_EQ(level(with({{"TableStatus", "CREATING"}}), "table"), Level::warning);
}

TEST_F(DynamodbCondition, FailsWhereNoReviewCanBeKept) {
  EXPECT_EQ(level(with({{"TableStatus", "INACCESSIBLE_ENCRYPTION_CREDENTIALS"}}), "table"), Level::failed);
  json keys = in_order["KeySchema"];
  keys[1]["AttributeName"] = "timestamp";
  const Property one = found(condition(with({{"KeySchema", keys}})), "keys");
  EXPECT_EQ(one.level, Level::failed);
  EXPECT_NE(one.value.find("name another with --table"), std::string::npos) << one.value;
}

TEST_F(DynamodbCondition, WarnsWithoutTtlAndBackups) {
  aws_.answer(dynamodb::describe_time_to_live, {{"TimeToLiveDescription", {{"TimeToLiveStatus", "DISABLED"}}}});
  aws_.answer(dynamodb::describe_continuous_backups, json::object());
  auto all = condition();
  EXPECT_EQ(found(all, "TTL").level, Level::warning);
  EXPECT_EQ(found(all, "point-in-time recovery").level, Level::warning);
}

TEST_F(DynamodbCondition, WarnsOfATtlThatDocumentsDoNotHave) {
  aws_.answer(dynamodb::describe_time_to_live,
              {{"TimeToLiveDescription", {{"TimeToLiveStatus", "ENABLED"}, {"AttributeName", "expires"}}}});
  EXPECT_EQ(found(condition(), "TTL").level, Level::warning);
}

TEST_F(DynamodbCondition, IsUnknownWhereItMayNotBeRead) {
  aws_.fail(dynamodb::describe_time_to_live, "AccessDeniedException", 400);
  const Property one = found(condition(), "TTL");
  EXPECT_EQ(one.level, Level::unknown);
  EXPECT_NE(one.value.find("dynamodb:DescribeTimeToLive"), std::string::npos) << one.value;
}

TEST_F(DynamodbCondition, NeedsNoPermissionThatReviewsDoWithout) {
  aws_.fail(dynamodb::describe_table, "AccessDeniedException", 400);
  const Property one = found(asked(), "table");
  EXPECT_EQ(one.level, Level::unknown);
  EXPECT_NE(one.value.find("dynamodb:DescribeTable"), std::string::npos) << one.value;
}

TEST_F(DynamodbCondition, IsNoneWhereThereIsNoTable) {
  aws_.fail(dynamodb::describe_table, "ResourceNotFoundException", 400);
  try {
    asked();
    FAIL() << "nothing was thrown";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
  }
}

TEST_F(DynamodbCondition, TellsOfTheBucketBeside) {
  beside_ = {};
  EXPECT_EQ(found(condition(), "reports and documents over 400 KB").level, Level::warning);
  for (const auto& [kind, wanted] : {std::pair{ErrorKind::not_found, Level::failed},
                                     {ErrorKind::denied, Level::failed},
                                     {ErrorKind::unavailable, Level::unknown}}) {
    beside_ = {"reports", [kind]() -> std::shared_ptr<Store> { throw base::Error(kind, "no bucket"); }};
    EXPECT_EQ(found(condition(), "bucket").level, wanted);
  }
}

}  // namespace
}  // namespace store

#include <gtest/gtest.h>

#include "aws/error.hpp"
#include "aws/operations/cloudtrail.hpp"
#include "aws/operations/cloudwatch.hpp"
#include "aws/operations/dynamodb.hpp"
#include "aws/operations/logs.hpp"
#include "aws/operations/service_quotas.hpp"
#include "aws/protocol/protocol.hpp"

namespace {

namespace dynamodb = aws::dynamodb;
using nlohmann::json;

constexpr const char* endpoint = "https://aws.test/base";

TEST(Json, NamesTheOperationInAHeader) {
  struct Case {
    const aws::Operation& operation;
    const char* target;
    const char* type;
  };
  const Case cases[] = {
      {aws::cloudwatch::get_metric_data, "GraniteServiceVersion20100801.GetMetricData", "application/x-amz-json-1.0"},
      {aws::logs::filter_log_events, "Logs_20140328.FilterLogEvents", "application/x-amz-json-1.1"},
      {aws::service_quotas::list_service_quotas, "ServiceQuotasV20190624.ListServiceQuotas",
       "application/x-amz-json-1.1"},
      {aws::cloudtrail::lookup_events, "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents",
       "application/x-amz-json-1.1"},
      {dynamodb::query, "DynamoDB_20120810.Query", "application/x-amz-json-1.0"},
  };
  for (const Case& one : cases) {
    const http::Request request = aws::protocol::build(one.operation, endpoint, {{"Limit", 5}, {"Token", nullptr}});
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.url, "https://aws.test/base/");
    EXPECT_EQ(http::header(request.headers, "x-amz-target"), one.target);
    EXPECT_EQ(http::header(request.headers, "content-type"), one.type);
    EXPECT_EQ(request.body, R"({"Limit":5})");
    EXPECT_EQ(aws::protocol::build(one.operation, endpoint, json::object()).body, "{}");
  }
}

// One exchange for each operation of DynamoDB: what is asked goes into the body as it is, what is answered comes back.
TEST(Json, CarriesEveryOperationOfDynamoDb) {
  const json key = {{"reviewId", {{"S", "20260213-090000"}}}, {"componentType", {{"S", "quota"}}}};
  json item = key;
  item["ttl"] = {{"N", "1771059600"}};
  item["data"] = {{"M", {{"list", {{"L", {{{"BOOL", true}}, {{"NULL", true}}}}}}, {"text", {{"S", "ä\u0000\n"}}}}}};
  const json table = {{"TableName", "results"}};
  const auto with = [&](json members) {
    members.update(table);
    return members;
  };
  struct Case {
    const aws::Operation& operation;
    const char* target;
    json input, output;
  };
  const Case cases[] = {
      {dynamodb::put_item, "PutItem", with({{"Item", item}, {"ConditionExpression", "attribute_not_exists(reviewId)"}}),
       json::object()},
      {dynamodb::get_item, "GetItem", with({{"Key", key}, {"ConsistentRead", true}}), {{"Item", item}}},
      {dynamodb::delete_item, "DeleteItem", with({{"Key", key}}), json::object()},
      {dynamodb::update_item,
       "UpdateItem",
       with({{"Key", key}, {"UpdateExpression", "SET #s = :s"}, {"ExpressionAttributeNames", {{"#s", "status"}}}}),
       {{"Attributes", item}}},
      {dynamodb::query,
       "Query",
       with({{"KeyConditionExpression", "reviewId = :r"}, {"ExclusiveStartKey", key}, {"ScanIndexForward", false}}),
       {{"Items", {item}}, {"Count", 1}, {"ScannedCount", 1}, {"LastEvaluatedKey", key}}},
      {dynamodb::scan, "Scan", with({{"TotalSegments", 4}, {"Segment", 0}}), {{"Items", json::array()}, {"Count", 0}}},
      {dynamodb::batch_write_item,
       "BatchWriteItem",
       {{"RequestItems", {{"results", {{{"DeleteRequest", {{"Key", key}}}}}}}}},
       {{"UnprocessedItems", {{"results", {{{"DeleteRequest", {{"Key", key}}}}}}}}}},
      {dynamodb::describe_table, "DescribeTable", table, {{"Table", {{"TableStatus", "ACTIVE"}, {"ItemCount", 7}}}}},
      {dynamodb::create_table,
       "CreateTable",
       with({{"BillingMode", "PAY_PER_REQUEST"}}),
       {{"TableDescription", {{"TableStatus", "CREATING"}}}}},
      {dynamodb::describe_time_to_live,
       "DescribeTimeToLive",
       table,
       {{"TimeToLiveDescription", {{"TimeToLiveStatus", "ENABLED"}, {"AttributeName", "ttl"}}}}},
      {dynamodb::update_time_to_live,
       "UpdateTimeToLive",
       with({{"TimeToLiveSpecification", {{"Enabled", true}, {"AttributeName", "ttl"}}}}),
       {{"TimeToLiveSpecification", {{"Enabled", true}, {"AttributeName", "ttl"}}}}},
      {dynamodb::describe_continuous_backups,
       "DescribeContinuousBackups",
       table,
       {{"ContinuousBackupsDescription", {{"ContinuousBackupsStatus", "ENABLED"}}}}},
      {dynamodb::update_continuous_backups,
       "UpdateContinuousBackups",
       with({{"PointInTimeRecoverySpecification", {{"PointInTimeRecoveryEnabled", true}}}}),
       {{"ContinuousBackupsDescription", {{"ContinuousBackupsStatus", "ENABLED"}}}}},
  };
  for (const Case& one : cases) {
    const http::Request request = aws::protocol::build(one.operation, endpoint, one.input);
    EXPECT_EQ(http::header(request.headers, "x-amz-target"), std::string("DynamoDB_20120810.") + one.target);
    EXPECT_EQ(json::parse(request.body), one.input);
    EXPECT_EQ(aws::protocol::parse(one.operation, {200, {}, one.output.dump()}), one.output) << one.target;
    EXPECT_EQ(aws::rate_in(one.operation, "eu-central-1").per_second, 0);
  }
}

TEST(Json, ReadsNumbersAsTheyAre) {
  EXPECT_EQ(aws::protocol::parse(aws::cloudtrail::lookup_events, {200, {}, R"({"Events": [{"EventTime": 1.5e9}]})"}),
            (json{{"Events", {{{"EventTime", 1'500'000'000}}}}}));
}

}  // namespace

#include "recording/redact.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>
#include <thread>

#include "base/encode.hpp"
#include "base/json/canonical.hpp"
#include "fakes/mutator.hpp"
#include "model/approved_origin.hpp"
#include "model/dashboard.hpp"
#include "model/flow_action.hpp"
#include "model/flow_log.hpp"
#include "model/iam_role.hpp"
#include "model/metrics.hpp"

namespace {

using nlohmann::json;

const std::string id = "74c2b909-e023-438d-aa2c-6cd5ee84a853";

class Redaction : public testing::Test {
 protected:
  // The text as the named member of an answer.
  std::string masked(const std::string& member, const std::string& text) {
    return redaction_.masked({{"output", {{"Item", {{member, text}}}}}})["output"]["Item"].begin()->get<std::string>();
  }
  json masked_document(const std::string& member, const json& document) {
    return json::parse(masked(member, document.dump()));
  }

  recording::Redaction redaction_{base::Secret("a key")};
};

TEST_F(Redaction, MasksTheSameTextTheSameEverywhere) {
  const std::string alias = masked("InstanceAlias", "harbour");
  EXPECT_EQ(alias.substr(0, 5), "name-");
  EXPECT_EQ(alias.size(), 11U);
  EXPECT_EQ(redaction_.masked_text("harbour"), alias);
  EXPECT_EQ(masked("logGroupName", "/aws/connect/harbour"), "/aws/connect/" + alias);
  EXPECT_EQ(masked("InstanceAccessUrl", "https://harbour.my.connect.aws"), "https://" + alias + ".my.connect.aws");
  EXPECT_EQ(masked("InstanceAccessUrl", "https://harbour.awsapps.com/connect"),
            "https://" + alias + ".awsapps.com/connect");
  EXPECT_EQ(masked("arn", "arn:aws:logs:eu-central-1::log-group:/aws/connect/harbour:*"),
            "arn:aws:logs:eu-central-1::log-group:/aws/connect/" + alias + ":*");
  EXPECT_EQ(masked("message", "The instance harbour was not found."), "The instance " + alias + " was not found.");
  EXPECT_EQ(masked_document("message", {{"ContactFlowName", "harbour"}})["ContactFlowName"], alias);
}

TEST_F(Redaction, NeverMasksTwoTextsTheSame) {
  std::set<std::string> names, numbers;
  for (int i = 0; i < 20'000; ++i) names.insert(redaction_.masked_text("Queue " + std::to_string(i)));
  EXPECT_EQ(names.size(), 20'000U);
  EXPECT_GT(std::ranges::max_element(names, [](const auto& a, const auto& b) { return a.size() < b.size(); })->size(),
            11U);  // some began alike
  for (int i = 0; i < 3000; ++i) numbers.insert(redaction_.masked_text("+353" + std::to_string(1000 + i)));
  EXPECT_EQ(numbers.size(), 3000U);
}

TEST_F(Redaction, StaysTheSameInManyThreads) {
  std::vector<std::vector<std::string>> masks(8);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : masks) {
      threads.emplace_back([&] {
        for (int i = 0; i < 3000; ++i) mine.push_back(redaction_.masked_text("User " + std::to_string(i)));
      });
    }
  }
  for (const auto& one : masks) EXPECT_EQ(one, masks.front());
}

TEST_F(Redaction, DependsOnTheKey) {
  recording::Redaction same(base::Secret("a key")), other(base::Secret("another key"));
  for (const std::string text : {"harbour", "+493023125000", "111122223333", "tickets@harbour.example"}) {
    EXPECT_EQ(same.masked_text(text), redaction_.masked_text(text));
    EXPECT_NE(other.masked_text(text), redaction_.masked_text(text));
  }
  EXPECT_EQ(recording::Redaction::random_key().reveal().size(), 32U);
  EXPECT_NE(recording::Redaction::random_key(), recording::Redaction::random_key());
}

TEST_F(Redaction, LeavesWhichInstanceADashboardShows) {
  const json metric = {"AWS/Connect", "MissedCalls", "InstanceId", id, {{"label", "Bob"}}};
  const json expression =
      json::array({{{"expression", "SEARCH('{AWS/Connect,InstanceId} " + id + "', 'Sum')"}, {"id", "e1"}}});
  for (const json& row : {metric, expression}) {
    const json properties = {{"title", "Bob"}, {"metrics", json::array({row})}};
    const json widgets = json::array({json{{"type", "metric"}, {"properties", properties}}});
    const std::string text = masked("DashboardBody", json{{"widgets", widgets}}.dump());
    EXPECT_EQ(model::shows_instance(text, id), true) << text;
    EXPECT_EQ(text.find("Bob"), std::string::npos) << text;
  }
}

TEST_F(Redaction, LeavesWhatTheReviewLooksAt) {
  const json line = json::parse(R"({"operation": "GetMetricData",
    "input": {"InstanceId": "74c2b909-e023-438d-aa2c-6cd5ee84a853", "MaxResults": 1000, "QueueTypes": ["STANDARD"],
      "NextToken": "eVWjS1SUqB6nl7OhV++dmSZLHAI0ImjV7JGJBgAcYQ4=", "filterPattern": "{ ($.Results = \"*rror*\") }",
      "ServiceCode": "connect", "QuotaAppliedAtLevel": "ALL", "LexVersion": "V1", "StartTime": 1793610000,
      "LookupAttributes": [{"AttributeKey": "EventSource", "AttributeValue": "connect.amazonaws.com"}],
      "ContactFlowId": "74c2b909-e023-438d-aa2c-6cd5ee84a853:$SAVED", "IsoCountryCode": "DE", "ScanBy": "TimestampAscending",
      "MetricDataQueries": [{"Id": "m0", "MetricStat": {"Period": 3600, "Stat": "Maximum", "Metric": {
        "Namespace": "AWS/Connect", "MetricName": "ConcurrentCalls", "Dimensions": [
          {"Name": "MetricGroup", "Value": "VoiceCalls"},
          {"Name": "InstanceId", "Value": "74c2b909-e023-438d-aa2c-6cd5ee84a853"}]}}}]},
    "output": {"ContactFlowStatus": "PUBLISHED", "InstanceStatus": "ACTIVE", "PhoneNumberType": "TOLL_FREE",
      "ReplicationStatus": "INSTANCE_REPLICATION_COMPLETE", "PhoneNumberCountryCode": "DE", "Region": "eu-central-1",
      "Attributes": [{"AttributeType": "CONTACT_LENS", "Value": "true"}], "QuotaCode": "L-9A46857E", "Value": 0.83,
      "QuotaName": "Users per instance", "QuotaContext": {"ContextId": "*"}, "EventName": "ListUsers", "Carrier": "",
      "Enabled": true, "Nothing": null, "Timestamps": [1793610000, 1793613600.5], "StatusCode": "PartialData"},
    "error": {"code": "TooManyRequestsException", "httpStatus": 429, "message": "Too Many Requests"}})");
  EXPECT_EQ(redaction_.masked(line), line);
}

TEST_F(Redaction, KeepsWhatPermissionsAreAndWhomOriginsLetIn) {
  const json profile = {{"Permissions", {"Users.EditPermission", "BasicAgentAccess"}},
                        {"TagRestrictedResources", {"User"}},
                        {"HierarchyRestrictedResources", {"User"}}};
  EXPECT_EQ(redaction_.masked(profile), profile);
  EXPECT_EQ(redaction_.masked({{"AllowedAccessControlTags", {{"Secret", "Kiel"}}}}).dump().find("Secret"),
            std::string::npos);
  std::set<std::string> masks;
  const std::vector<std::string> origins = {"https://crm.harbour.example",
                                            "https://harbour:8443",
                                            "https://10.1.2.3",
                                            "https://[fd00::1]",
                                            "https://*.harbour.example",
                                            "http://harbour.test",
                                            "http://localhost:3000",
                                            "https://[2001:db8::1]",
                                            "https://*",
                                            "*",
                                            "crm.harbour.example",
                                            "https://Hafen\u00fc.example"};
  for (const std::string& origin : origins) {
    const std::string mask = masked("Origins", origin);
    EXPECT_EQ(model::kind_of_origin(mask), model::kind_of_origin(origin)) << origin << ": " << mask;
    EXPECT_EQ(mask.find("harbour"), std::string::npos) << mask;
    masks.insert(mask);
  }
  EXPECT_EQ(masks.size(), origins.size());
}

TEST_F(Redaction, KeepsWhatRolesMayDoAndWhatTrailsRecord) {
  const json simulated = {
      {"ActionNames", {"s3:DeleteBucket", "iam:PutRolePolicy"}},
      {"ContextEntries", json::array({{{"ContextKeyName", "aws:RequestedRegion"},
                                       {"ContextKeyType", "string"},
                                       {"ContextKeyValues", json::array({"eu-central-1"})}}})},
      {"EvaluationResults",
       json::array(
           {{{"EvalActionName", "s3:DeleteBucket"}, {"EvalResourceName", "*"}, {"EvalDecision", "implicitDeny"}}})}};
  EXPECT_EQ(redaction_.masked(simulated), simulated);
  const json management = {{"Field", "eventCategory"}, {"Equals", json::array({"Management"})}};
  const json changes = {{"Field", "readOnly"}, {"Equals", json::array({"false"})}};
  const json selectors = {{"FieldSelectors", json::array({management, changes})}, {"ReadWriteType", "WriteOnly"}};
  EXPECT_EQ(redaction_.masked(selectors), selectors);
  const json of_data = {{"Field", "resources.ARN"}, {"Equals", json::array({"arn:aws:s3:::harbour-secrets/"})}};
  EXPECT_EQ(redaction_.masked({{"FieldSelectors", json::array({of_data})}}).dump().find("harbour"), std::string::npos);
  const std::string role = "arn:aws:iam::111122223333:role/aws-service-role/connect.amazonaws.com/harbour";
  EXPECT_TRUE(model::is_service_linked(masked("ServiceRole", role)));
  EXPECT_EQ(masked("ServiceRole", role).find("harbour"), std::string::npos);
}

// IAM writes it as it stands in an address. Whom it names is masked, and that it is a service, or none.
TEST_F(Redaction, KeepsWhetherARoleTrustsOthers) {
  const json policy = {
      {"Statement",
       {{"Effect", "Allow"},
        {"Principal", {{"Service", "connect.amazonaws.com"}, {"AWS", "arn:aws:iam::444455556666:role/harbour"}}}}}};
  const std::string mask = masked("AssumeRolePolicyDocument", base::percent_encode(policy.dump()));
  const json read = json::parse(base::percent_decode(mask));
  EXPECT_EQ(read.at("Statement").at("Effect"), "Allow");
  EXPECT_EQ(read.at("Statement").at("Principal").at("Service"), "connect.amazonaws.com");
  EXPECT_TRUE(read.at("Statement").at("Principal").contains("AWS"));
  EXPECT_EQ(mask.find("harbour"), std::string::npos);
  EXPECT_EQ(mask.find("444455556666"), std::string::npos);
}

TEST_F(Redaction, LeavesWhichOperationsAreCalled) {
  const json dimensions = {{{"Name", "Resource"}, {"Value", "ListUsers"}}, {{"Name", "Service"}, {"Value", "Connect"}}};
  const json metric = {{"Namespace", "AWS/Usage"}, {"MetricName", "CallCount"}, {"Dimensions", dimensions}};
  EXPECT_EQ(redaction_.masked(metric), metric);
  const json rate = json::parse(R"({"UsageMetric": {"MetricNamespace": "AWS/Usage", "MetricName": "CallCount",
    "MetricStatisticRecommendation": "Sum", "MetricDimensions": {
      "Class": "None", "Resource": "ListUsers", "Service": "Connect", "Type": "API"}}})");
  EXPECT_EQ(redaction_.masked(rate), rate);
  EXPECT_NE(redaction_.masked({{"Namespace", "Payroll"}, {"Dimensions", dimensions}})["Dimensions"], dimensions);
}

TEST_F(Redaction, KeepsWhichContactsAreCountedAndWhetherATagIsOfAWS) {
  const json asked = {{"FromDate", "2026-11-01"},
                      {"Interval", {{"IntervalPeriod", "HOUR"}, {"TimeZone", "UTC"}}},
                      {"Filters", {{{"FilterKey", "CHANNEL"}, {"FilterValues", {"VOICE", "CHAT"}}}}},
                      {"Metrics", {{{"Name", "CONTACTS_ABANDONED"}}}},
                      {"Collections", {{{"Metric", {{"Name", "CONTACTS_ABANDONED"}}}, {"Value", 3}}}},
                      {"ActionSummaries", {{{"ActionType", "CREATE_TASK"}}}}};
  EXPECT_EQ(redaction_.masked(asked), asked);
  for (const char* member : {"Tags", "tags"}) {
    const json tags = redaction_.masked({{member, {{"aws:stack", "secret"}, {"Owner", "Kim"}}}}).at(member);
    int of_aws = 0;
    for (const auto& [key, value] : tags.items()) of_aws += key.starts_with("aws:");
    EXPECT_EQ(of_aws, 1) << tags;
    for (const char* said : {"stack", "secret", "Owner", "Kim"})
      EXPECT_EQ(tags.dump().find(said), std::string::npos) << tags;
  }
}

// A block names it as the list of keys does.
TEST_F(Redaction, MasksSecurityKeysAndTheirIds) {
  const json told = redaction_.masked(
      {{"SecurityKeys", {{{"AssociationId", "bob-2025"}, {"Key", "-----BEGIN bob"}, {"CreationTime", 1760000000}}}}});
  const json& key = told["SecurityKeys"][0];
  EXPECT_EQ(key["AssociationId"], redaction_.masked_text("bob-2025"));
  EXPECT_EQ(key["CreationTime"], 1760000000);
  EXPECT_EQ(told.dump().find("bob"), std::string::npos);
  const json configs = {{"StorageConfigs", {{{"AssociationId", "bucket-1"}}}}};
  EXPECT_EQ(redaction_.masked(configs), configs);
}

TEST_F(Redaction, KeepsWhatAiAgentsAreAndWhatTheyName) {
  const json agent = json::parse(R"({"aiAgentSummaries": [{"aiAgentId": "74c2b909-e023-438d-aa2c-6cd5ee84a853",
    "type": "SELF_SERVICE", "visibilityStatus": "PUBLISHED", "origin": "CUSTOMER", "status": "ACTIVE",
    "configuration": {"selfServiceAIAgentConfiguration": {"selfServiceAIGuardrailId": "74c2b909-e023-438d-aa2c-6cd5ee84a853:3",
        "selfServicePreProcessingAIPromptId": "74c2b909-e023-438d-aa2c-6cd5ee84a853:$LATEST"}}}],
    "modelId": "amazon.nova-pro-v1:0", "ingestionStatus": "SYNC_FAILED", "botVersion": "DRAFT"})");
  EXPECT_EQ(redaction_.masked(agent), agent);
  const std::string arn = masked("IntegrationArn",
                                 "arn:aws:wisdom:eu-central-1:111122223333:assistant/"
                                 "74c2b909-e023-438d-aa2c-6cd5ee84a853");
  EXPECT_TRUE(arn.ends_with(":assistant/74c2b909-e023-438d-aa2c-6cd5ee84a853")) << arn;
  EXPECT_EQ(arn.find("111122223333"), std::string::npos);
  const json told = {{"name", "Booking"}, {"tags", {{"Team", "Kiel"}}}, {"ingestionFailureReasons", {"s3://tariffs"}}};
  const std::string mask = redaction_.masked(told).dump();
  for (const char* secret : {"Booking", "Team", "Kiel", "tariffs"}) EXPECT_EQ(mask.find(secret), std::string::npos);
}

TEST_F(Redaction, KeepsWhatQuotasOfOtherServicesAreCountedBy) {
  const json states = {{"successfulRequests", {{{"campaignId", id}, {"state", "Running"}}}}};
  EXPECT_EQ(redaction_.masked(states), states);
  const json filters = {{"filters", {{"instanceIdFilter", {{"value", id}, {"operator", "Eq"}}}}}};
  EXPECT_EQ(redaction_.masked(filters), filters);
  for (const std::string& resource : {"cases:eu-central-1:111122223333:domain/" + id,
                                      "app-integrations:eu-central-1:111122223333:data-integration/" + id}) {
    const std::string arn = masked("Arn", "arn:aws:" + resource);
    EXPECT_TRUE(arn.ends_with(resource.substr(resource.rfind(':')))) << arn;
    EXPECT_TRUE(arn.starts_with("arn:aws:" + resource.substr(0, resource.find(':')))) << arn;
    EXPECT_EQ(arn.find("111122223333"), std::string::npos) << arn;
  }
  EXPECT_EQ(masked("state", "Spring offers").find("Spring"), std::string::npos);
}

TEST_F(Redaction, MasksMetricDimensionsLikeTheNamesInLists) {
  const json dimension = {{"Dimensions", {{{"Name", "QueueName"}, {"Value", "VoiceCalls"}}}}};
  EXPECT_EQ(redaction_.masked(dimension)["Dimensions"][0],
            json({{"Name", "QueueName"}, {"Value", masked("Name", "VoiceCalls")}}));
}

TEST_F(Redaction, LeavesWhatTheReviewLooksAtInAlarms) {
  const json alarm = json::parse(R"({"Namespace": "AWS/Connect", "MetricName": "ToInstancePacketLossRate",
    "Statistic": "Average", "ComparisonOperator": "GreaterThanThreshold", "TreatMissingData": "notBreaching",
    "StateValue": "INSUFFICIENT_DATA", "Threshold": 0.05, "Dimensions": [
      {"Name": "Instance ID", "Value": "74c2b909-e023-438d-aa2c-6cd5ee84a853"}, {"Name": "Participant", "Value": "Agent"},
      {"Name": "Type of Connection", "Value": "WebRTC"}, {"Name": "Stream Type", "Value": "Voice"}]})");
  EXPECT_EQ(redaction_.masked(alarm), alarm);
  const json topic = {{"Attributes", {{"SubscriptionsConfirmed", "2"}, {"SubscriptionsPending", "0"}}}};
  EXPECT_EQ(redaction_.masked(topic), topic);
}

TEST_F(Redaction, LeavesWhatTheReviewLooksAtInFigures) {
  const json asked = json::parse(R"({"Filters": [{"FilterKey": "QUEUE", "FilterValues":
      ["74c2b909-e023-438d-aa2c-6cd5ee84a853"]}], "Groupings": ["QUEUE", "CHANNEL"], "Interval":
      {"TimeZone": "UTC", "IntervalPeriod": "TOTAL"}, "Metrics": [{"Name": "SERVICE_LEVEL", "Threshold":
      [{"Comparison": "LTE", "ThresholdValue": 60}]}, {"Name": "CONTACTS_HANDLED", "MetricFilters":
      [{"MetricFilterKey": "INITIATION_METHOD", "MetricFilterValues": ["CALLBACK"]}]}]})");
  EXPECT_EQ(redaction_.masked(asked), asked);
  const json answer = json::parse(R"({"MetricResults": [{"Dimensions": {"CHANNEL": "VOICE",
      "QUEUE": "74c2b909-e023-438d-aa2c-6cd5ee84a853", "ROUTING_PROFILE": "74c2b909-e023-438d-aa2c-6cd5ee84a854"},
      "MetricInterval": {"Interval": "TOTAL", "StartTime": 1793610000},
      "Collections": [{"Metric": {"Name": "AGENT_OCCUPANCY"}, "Value": 71.25}]}]})");
  EXPECT_EQ(redaction_.masked(answer), answer);
}

TEST_F(Redaction, LeavesWhatTheReviewLooksAtInBucketsAndStreams) {
  const std::string below = masked("Prefix", "connect/Calls/2026"), above = masked("BucketPrefix", "connect/Calls");
  EXPECT_TRUE(below.starts_with(above + "/"));
  EXPECT_EQ(above, masked("Name", "connect") + "/" + masked("Name", "Calls"));
  const json encryption = {{"SSEAlgorithm", "aws:kms"}, {"ObjectLockEnabled", "Enabled"}, {"StreamStatus", "ACTIVE"}};
  EXPECT_EQ(redaction_.masked(encryption), encryption);
  const std::string bucket = masked("Name", "harbour-data");
  const json policy = json::parse(masked("Policy", R"({"Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"},
    "Action": "s3:*", "Resource": ["arn:aws:s3:::harbour-data/*"], "Condition": {"Bool": {"aws:SecureTransport":
    "false"}}}]})"));
  EXPECT_EQ(policy["Statement"][0], json({{"Effect", "Deny"},
                                          {"Principal", {{"AWS", "*"}}},
                                          {"Action", "s3:*"},
                                          {"Resource", json::array({"arn:aws:s3:::" + bucket + "/*"})},
                                          {"Condition", {{"Bool", {{"aws:SecureTransport", "false"}}}}}}));
}

TEST_F(Redaction, MasksTheAlarmsOfARuleLikeTheAlarms) {
  EXPECT_EQ(redaction_.masked({{"AlarmRule", R"(ALARM("Calls refused") AND NOT OK(night))"}})["AlarmRule"],
            fmt::format(R"(ALARM ("{}") AND NOT OK ("{}"))", masked("AlarmName", "Calls refused"),
                        masked("AlarmName", "night")));
}

TEST_F(Redaction, MasksWhatAQueryComparesWith) {
  const std::string query =
      "SELECT SUM(QueueSize) FROM SCHEMA(\"AWS/Connect\", InstanceId) WHERE InstanceId = "
      "'74c2b909-e023-438d-aa2c-6cd5ee84a853' AND QueueName = '";
  EXPECT_EQ(masked("Expression", query + "Sales'"), fmt::format("{}{}'", query, masked("QueueName", "Sales")));
  EXPECT_EQ(masked("Expression", query + "Sales"), fmt::format("{}{}'", query, masked("QueueName", "Sales")));
  for (const char* customers :
       {"SELECT MAX(Salaries) FROM Payroll", "SELECT MAX(QueueSize) FROM \"AWS/Connect\" GROUP BY tag.payroll"}) {
    EXPECT_EQ(masked("Expression", customers), "SELECT " + masked("Name", customers));
  }
  EXPECT_EQ(masked("Expression", "payroll / 12"), masked("Name", "payroll / 12"));
}

TEST_F(Redaction, KeepsWhetherCloudWatchPublishesAName) {
  for (const std::string name : {"Main Menu", "24/7 | a+b?", "tickets@harbour.example", "Claims: \"VIP\"", "Ärger",
                                 "Sammelruf (alt)", "☎️", "خط الطوارئ", "a\nb"}) {
    const std::string mask = masked("Name", name);
    EXPECT_NE(mask, name);
    EXPECT_EQ(model::is_published_name(mask), model::is_published_name(name)) << name << " " << mask;
  }
}

TEST_F(Redaction, KeepsHowFlowsOfAwsBegin) {
  for (const std::string name : {"Default agent hold", "Sample inbound flow (first contact experience)"}) {
    EXPECT_EQ(masked("Name", name), name);
  }
  EXPECT_EQ(masked("Name", "Sample SCV Inbound Flow").substr(0, 5), "name-");
  EXPECT_EQ(masked("Name", "Defaulting Payments").substr(0, 5), "name-");
  EXPECT_EQ(masked("Name", "Samples Desk").substr(0, 5), "name-");
}

TEST_F(Redaction, KeepsAPhoneNumbersCountryAndLength) {
  struct Case {
    const char* number;
    const char* country;
  };
  for (const Case& one : {Case{"+493023125000", "+49"},
                          {"+12065550100", "+1"},
                          {"+442079460000", "+44"},
                          {"+35315550100", "+353"},
                          {"+80012345678", "+800"},
                          {"+78005553535", "+7"}}) {
    const std::string mask = masked("PhoneNumber", one.number);
    EXPECT_NE(mask, one.number);
    EXPECT_TRUE(mask.starts_with(one.country)) << mask;
    EXPECT_EQ(mask.size(), std::string(one.number).size());
    EXPECT_EQ(mask.find_first_not_of("0123456789", 1), std::string::npos) << mask;
    EXPECT_EQ(masked("Description", one.number), mask);
  }
}

TEST_F(Redaction, MasksAccountsAndNamesInsideArns) {
  const std::string account = masked("accountId", "111122223333");
  EXPECT_EQ(account.size(), 12U);
  EXPECT_EQ(account.find_first_not_of("0123456789"), std::string::npos);
  EXPECT_NE(account, "111122223333");
  const std::string queue = ":instance/" + id + "/queue/" + id;
  EXPECT_EQ(masked("Arn", "arn:aws:connect:eu-central-1:111122223333" + queue),
            "arn:aws:connect:eu-central-1:" + account + queue);
  EXPECT_EQ(
      masked("ServiceRole", "arn:aws-cn:iam::111122223333:role/aws-service-role/connect.amazonaws.com/Bob"),
      "arn:aws-cn:iam::" + account + ":role/aws-service-role/connect.amazonaws.com/" + redaction_.masked_text("Bob"));
  for (const std::string odd : {"arn:aws:connect", "arn:bob:connect:eu-central-1:1:x", "arn:aws:bob:eu-central-1:1:x",
                                "arn:aws:connect:bob:1:x", "arn:aws bob:connect:eu-central-1:1:x"}) {
    EXPECT_EQ(masked("Arn", odd).substr(0, 5), "name-") << odd;
  }
}

TEST_F(Redaction, SaysWhatSortOfTextAMaskStandsFor) {
  EXPECT_EQ(masked("EmailAddress", "tickets@harbour.example").substr(0, 5), "mail-");
  EXPECT_EQ(masked("SourceIp", "203.0.113.24").substr(0, 3), "ip-");
  EXPECT_EQ(masked("SourceIp", "2001:db8::1").substr(0, 3), "ip-");
  EXPECT_EQ(masked("Description", std::string(100, 'x')).substr(0, 5), "text-");
}

TEST_F(Redaction, MasksWordMembersThatHoldNoWord) {
  for (const std::string text : {"Bob Smith", "bob@harbour.example", "+493023125000", "Ünal", "a\"b"}) {
    EXPECT_EQ(masked("Status", text), redaction_.masked_text(text));
  }
}

TEST_F(Redaction, KeepsTheShapeOfAFlow) {
  const json content = json::parse(R"({"Version": "2019-10-30", "StartAction": "Set logging",
    "Metadata": {"name": "Bob's flow", "ActionMetadata": {"Set logging": {"position": {"x": 14, "y": 4930231250}}}},
    "Actions": [
      {"Identifier": "Set logging", "Type": "UpdateFlowLoggingBehavior",
       "Parameters": {"FlowLoggingBehavior": "Enabled"}, "Transitions": {"NextAction": "Ask Bob"}},
      {"Identifier": "Ask Bob", "Type": "GetParticipantInput", "Parameters": {"Text": "Call +493023125000", "Bob": "1"},
       "Transitions": {"Errors": [{"NextAction": "Set logging", "ErrorType": "NoMatchingError"}],
         "Conditions": [{"NextAction": "End", "Condition": {"Operator": "Equals", "Operands": ["Bob"]}}]}}]})");
  const json flow = masked_document("Content", content);
  const std::string start = redaction_.masked_text("Set logging"), ask = redaction_.masked_text("Ask Bob");
  EXPECT_EQ(flow["StartAction"], start);
  ASSERT_EQ(flow["Actions"].size(), 2U);
  EXPECT_EQ(flow["Actions"][0], json({{"Identifier", start},
                                      {"Type", "UpdateFlowLoggingBehavior"},
                                      {"Parameters", {{"FlowLoggingBehavior", "Enabled"}}},
                                      {"Transitions", {{"NextAction", ask}}}}));
  EXPECT_EQ(flow["Actions"][1]["Identifier"], ask);
  EXPECT_EQ(flow["Actions"][1]["Transitions"]["Errors"][0],
            json({{"NextAction", start}, {"ErrorType", "NoMatchingError"}}));
  EXPECT_EQ(flow["Actions"][1]["Transitions"]["Conditions"][0]["NextAction"], redaction_.masked_text("End"));
  for (const char* planted : {"Bob", "Set logging", "3023125", "4930231250"}) {
    EXPECT_EQ(flow.dump().find(planted), std::string::npos) << planted;
  }
}

TEST_F(Redaction, KeepsWhatABlockNamesWaitsForAndSetsButNotWhatItSays) {
  const std::string queue = "arn:aws:connect:eu-central-1:111122223333:instance/" + id + "/queue/" + id;
  const json content = {{"Actions",
                         {{{"Identifier", id},
                           {"Parameters",
                            {{"QueueId", queue},
                             {"ContactFlowId", "$.Attributes.bob"},
                             {"FlowModuleId", "{{bob}}"},
                             {"Text", "Hello Bob"},
                             {"InputTimeLimitSeconds", "5"},
                             {"StoreInput", "True"},
                             {"RecordingBehavior", {{"RecordedParticipants", {"Agent", "Customer"}}}},
                             {"LambdaInvocationAttributes", {{"Text", "Bob"}, {"Enabled", "Bob"}}},
                             {"Bob", "Bob"}}}}}}};
  const json flow = masked_document("Content", content);
  const json& parameters = flow["Actions"][0]["Parameters"];
  EXPECT_EQ(parameters["QueueId"], redaction_.masked_text(queue));
  EXPECT_TRUE(model::is_chosen_later(parameters["ContactFlowId"].get<std::string>()));
  EXPECT_TRUE(model::is_chosen_later(parameters["FlowModuleId"].get<std::string>()));
  EXPECT_EQ(parameters["Text"], redaction_.masked_text("Hello Bob"));
  EXPECT_EQ(parameters["InputTimeLimitSeconds"], "5");
  EXPECT_EQ(parameters["StoreInput"], "True");
  EXPECT_EQ(parameters["RecordingBehavior"]["RecordedParticipants"], json({"Agent", "Customer"}));
  EXPECT_FALSE(parameters.contains("LambdaInvocationAttributes"));
  for (const char* planted : {"Bob", "bob", "Enabled"}) {
    EXPECT_EQ(flow.dump().find(planted), std::string::npos) << planted;
  }
}

// Which attributes a block says, dials and sets stays to be seen; what they are called does not.
TEST_F(Redaction, KeepsWhereAttributesComeFrom) {
  const json content = {{"Actions",
                         {{{"Identifier", id},
                           {"Parameters",
                            {{"SSML", "<speak>Hello $.Attributes.bob, $.StoredCustomerInput.</speak>"},
                             {"ThirdPartyPhoneNumber", "$.Attributes.bob"},
                             {"Attributes", {{"bob", "$.StoredCustomerInput"}}},
                             {"FlowAttributes", {{"bob", {{"Value", "$.StoredCustomerInput"}}}}},
                             {"InputValidation", {{"CustomValidation", {{"MaximumLength", "16"}}}}},
                             {"InputEncryption", {{"EncryptionKeyId", "bob"}, {"Key", "bob"}}}}}}}}};
  const json flow = masked_document("Content", content);
  const json& parameters = flow["Actions"][0]["Parameters"];
  const std::string bob = redaction_.masked_text("bob"), attribute = "$.Attributes." + bob;
  EXPECT_EQ(model::attributes_in(parameters["SSML"].get<std::string>()),
            (std::vector<std::string>{attribute, "$.StoredCustomerInput"}));
  EXPECT_EQ(parameters["ThirdPartyPhoneNumber"], attribute);
  EXPECT_EQ(parameters["Attributes"], (json{{bob, "$.StoredCustomerInput"}}));
  EXPECT_EQ(parameters["FlowAttributes"][bob]["Value"], "$.StoredCustomerInput");
  EXPECT_EQ(parameters["InputValidation"]["CustomValidation"]["MaximumLength"], "16");
  EXPECT_TRUE(parameters["InputEncryption"].is_object());
  EXPECT_EQ(flow.dump().find("bob"), std::string::npos);
}

TEST_F(Redaction, KeepsWhatAnEventSaysOfThrottles) {
  const json event = json::parse(R"({"eventName": "ListUsers", "errorCode": "ThrottlingException",
    "errorMessage": "Rate exceeded", "eventTime": "2026-11-16T08:54:43Z", "eventSource": "connect.amazonaws.com",
    "sourceIPAddress": "203.0.113.24", "userAgent": "bob-tool/1.0", "recipientAccountId": "111122223333",
    "userIdentity": {"type": "AssumedRole", "principalId": "AROAEXAMPLE:bob", "accessKeyId": "AKIAEXAMPLEKEY",
      "arn": "arn:aws:sts::111122223333:assumed-role/admin/bob", "accountId": "111122223333"},
    "requestParameters": {"instanceId": "74c2b909-e023-438d-aa2c-6cd5ee84a853", "type": "bob",
      "contactFlowId": "74c2b909-e023-438d-aa2c-6cd5ee84a853:$SAVED",
      "targetArn": "arn:aws:connect:eu-central-1:111122223333:instance/74c2b909-e023-438d-aa2c-6cd5ee84a853",
      "tags": {"bob": "bob"}}})");
  const json masked = masked_document("CloudTrailEvent", event);
  for (const char* kept : {"eventName", "errorCode", "errorMessage", "eventTime", "eventSource"}) {
    EXPECT_EQ(masked[kept], event[kept]);
  }
  EXPECT_EQ(masked["requestParameters"]["instanceId"], id);
  EXPECT_EQ(masked["requestParameters"]["contactFlowId"], id + ":$SAVED");
  EXPECT_NE(masked["requestParameters"].dump().find(":instance/" + id), std::string::npos);
  for (const char* planted : {"bob", "203.0.113.24", "111122223333", "AROA", "AKIA", "admin"}) {
    EXPECT_EQ(masked.dump().find(planted), std::string::npos) << planted;
  }
}

TEST_F(Redaction, LeavesWhatTheReviewLooksAtInAnotherRegion) {
  const json line = json::parse(R"({"LookupAttributes": [{"AttributeKey": "EventName",
      "AttributeValue": "UpdateTrafficDistribution"}], "TelephonyConfig": {"Distributions": [
      {"Region": "eu-west-2", "Percentage": 20}]}, "SignInConfig": {"Distributions": [
      {"Region": "eu-west-2", "Enabled": false}]}, "sourceRegion": "eu-central-1", "botReplicaSummaries": [
      {"replicaRegion": "eu-west-2", "botReplicaStatus": "Enabled", "creationDateTime": 1793610000}]})");
  EXPECT_EQ(redaction_.masked(line), line);
  const json event = {{"requestParameters", {{"id", id}}}};
  EXPECT_EQ(masked_document("CloudTrailEvent", event), event);
}

TEST_F(Redaction, KeepsShortNumbersButNotLongOnesInGroups) {
  EXPECT_EQ(masked("message", "Status Code: 403; try again"),
            "Status Code: 403; try " + redaction_.masked_text("again"));
  const std::string groups = masked("message", "call 206 555 010 or 030 555 01");
  for (const char* group : {"206", "555", "010", "030", "01"})
    EXPECT_EQ(groups.find(" " + std::string(group) + " "), std::string::npos) << groups;
}

TEST_F(Redaction, KeepsWhatAResultOfTheFlowLogMeans) {
  for (const std::string type :
       {"InvokeExternalResource", "GetUserInput", "CheckAttribute", "Transfer", "PlayPrompt"}) {
    for (const std::string result :
         {"The Lambda Function Returned An Error.", "Status Code: 403; Error Code: AccessDeniedException; ID: bob",
          "Instance has reached concurrent Lambda thread access limit", "FailedBobIntent", "Failed bob", "Timeout",
          "bobTimeout", "BobNotFoundException", "InvalidBob", "bob: Unsupported", "Queue at capacity of bob",
          "BobDenied", "bob", "Error", "bob returned an error", "internal errors of bob",
          "RateExceeded TooManyRequestsBob", "NotDoneBob", "A Lambda function of bob: MyException"}) {
      const json line = masked_document("message", {{"ContactFlowModuleType", type}, {"Results", result}});
      const auto mask = line["Results"].get<std::string>();
      EXPECT_EQ(model::classify_failure(type, mask), model::classify_failure(type, result)) << type << ": " << result;
      EXPECT_EQ(mask.find("ob"), std::string::npos) << mask;
    }
  }
  EXPECT_EQ(masked_document("message", {{"Results", "Queue at capacity"}})["Results"], "Queue at capacity");
}

TEST_F(Redaction, KeepsWhichFlowAModuleRanIn) {
  const std::string flow = "arn:aws:connect:eu-central-1:111122223333:instance/" + id + "/contact-flow/" + id;
  const json line = masked_document("message", {{"ContactFlowId", flow}, {"ModuleExecutionStack", {"Bob", flow}}});
  ASSERT_TRUE(line.contains("ModuleExecutionStack")) << line;
  EXPECT_EQ(line["ModuleExecutionStack"], json::array({redaction_.masked_text("Bob"), line["ContactFlowId"]}));
}

TEST_F(Redaction, MasksEveryNameThatPeopleGaveToAMember) {
  const json tagged =
      redaction_.masked({{"Tags", {{"Owner Bob", "Bob"}, {"Bob", "Status"}}}, {"a Bob", {{"Status", "Bob"}}}});
  EXPECT_EQ(tagged.dump().find("Bob"), std::string::npos) << tagged;
  EXPECT_EQ(tagged["Tags"].size(), 2U);
  const json line =
      masked_document("message", {{"Parameters", {{"Bob", 1}, {"Status", "Bob"}, {"Phone", 493023125000}}},
                                  {"ExternalResults", {{"Type", "Bob"}, {"Many", {{{"Bob", true}}}}}}});
  EXPECT_EQ(line.dump().find("Bob"), std::string::npos) << line;
  EXPECT_EQ(line.dump().find("493023125000"), std::string::npos) << line;
}

TEST_F(Redaction, KeepsWhichAiAgentsAnAssistantIsSetTo) {
  const json assistant = {{"aiAgentConfiguration", {{"SELF_SERVICE", {{"aiAgentId", id + ":2"}}}}}};
  EXPECT_EQ(redaction_.masked(assistant), assistant);
}

// Answers with a planted word wherever people may write one.
json planted_answer(const std::string& word) {
  const std::string text = word + " 7";
  const json flow = {
      {"StartAction", text},
      {"Actions", {{{"Identifier", text}, {"Parameters", {{text, text}}}, {"Transitions", {{"NextAction", text}}}}}}};
  const json line = {{"ContactFlowName", text}, {"Results", text + " failed"}, {"ExternalResults", {{text, {text}}}}};
  return {{"operation", "Any"},
          {"input", {{"logGroupName", "/aws/connect/" + text}, {"NextToken", "token"}}},
          {"output",
           {{"Name", text},
            {"Description", text},
            {"PhoneNumber", "+49 " + text},
            {"Arn", "arn:aws:lambda:eu-central-1:111122223333:function:" + text},
            {"Url", "https://" + text + ".my.connect.aws/" + text},
            {"Content", flow.dump()},
            {"events", {{{"message", line.dump()}}, {{"message", "Started " + text + " at (" + word + ")"}}}},
            {"Tags", {{text, text}}},
            {"Status", text}}},
          {"error", {{"code", "Bad"}, {"message", "User: " + text + " is not authorized"}}}};
}

TEST_F(Redaction, FindsThePlantedWordEverywhere) {
  for (const std::string word :
       {"Zebra", "<script>Zebra</script>", "Zebra\"}", "Zebra\x1b[31m", "ZebraÜ☎️", "$.Zebra", "Default Zebra",
        "arn:aws:s3:::Zebra", "https://Zebra", "Zebra:$SAVED", "{\"Zebra\":1}", "%5AZebra"}) {
    const json masked = redaction_.masked(planted_answer(word));
    EXPECT_EQ(masked.dump().find("Zebra"), std::string::npos) << word << "\n" << masked.dump(1);
  }
}

TEST_F(Redaction, FindsThePlantedWordInDamagedAnswers) {
  fakes::Mutator mutator(11);
  const json answer = planted_answer("Zebra Quagga Zebra");
  for (int i = 0; i < 2000; ++i) {
    json damaged = answer;
    for (std::size_t left = 1 + mutator.below(6); left > 0; --left) mutator.damage_value(damaged);
    const std::string masked = base::canonical(redaction_.masked(damaged));
    EXPECT_TRUE(json::accept(masked));
    ASSERT_EQ(masked.find("Zebra"), std::string::npos) << base::canonical(damaged) << "\n" << masked;
  }
}

TEST_F(Redaction, TakesLongTextsOfItsOwnMarks) {
  for (const std::string piece : {"Default ", "Sample ", "/aws/connect/", ":$SAVED", "https://",
                                  "arn:aws:connect:", "+", "9", ":", "/", "[", "{\"a\":", "( ", "\x01"}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    for (const char* member : {"Name", "Content", "message"}) {
      EXPECT_LT(masked(member, text).size(), 4 * text.size()) << piece;
    }
  }
}

}  // namespace

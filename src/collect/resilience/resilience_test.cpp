// The collectors of Global Resiliency, and of packets that agents' calls lost.
#include <gtest/gtest.h>

#include "aws/operations/cloudtrail.hpp"
#include "aws/operations/cloudwatch.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/lexv2_models.hpp"
#include "fakes/collecting.hpp"

namespace {

using nlohmann::json;
namespace connect = aws::connect;

const std::string group_arn = "arn:aws:connect:eu-central-1:111122223333:traffic-distribution-group/g1";

class ResilienceCollectors : public fakes::Collecting {
 protected:
  ResilienceCollectors() {
    inventory_.phone_numbers = model::Dataset<model::PhoneNumbers>::of(
        {{{"g1", group_arn, "Main", "ACTIVE", true}, {"g2", "arn:g2", "New", "CREATION_IN_PROGRESS"}}, {}});
    model::InstanceDetails details;
    details.replication = model::Replication{"eu-central-1", "", {{"eu-west-2", "INSTANCE_REPLICATION_COMPLETE", ""}}};
    inventory_.instance = model::Dataset<model::InstanceDetails>::of(details);
    inventory_.flow_targets =
        model::Dataset<model::FlowTargets>::of({bot("B1", "A1"), bot("B1", "A2"), bot("B2", "A1")});
  }

  static model::FlowTarget bot(const std::string& id, const std::string& alias) {
    model::FlowTarget target;
    target.kind = model::ReferenceKind::lex_bot;
    target.named = "arn:aws:lex:eu-central-1:111122223333:bot-alias/" + id + "/" + alias;
    target.bot = model::BotAlias{};
    return target;
  }
};

json shares(const json& here, const json& there) {
  return {{"Distributions",
           {{{"Region", "eu-central-1"}, {"Percentage", here}}, {{"Region", "eu-west-2"}, {"Percentage", there}}}}};
}

TEST_F(ResilienceCollectors, ReadHowAnActiveGroupSharesOut) {
  aws_.answer(connect::get_traffic_distribution,
              {{"TelephonyConfig", shares(80, 20)},
               {"AgentConfig", shares(100, 0)},
               {"SignInConfig", {{"Distributions", {{{"Region", "eu-west-2"}, {"Enabled", false}}}}}}});
  const auto dataset = read<&Inventory::traffic_distributions>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 1U);
  const auto& found = dataset.value->at("g1");
  EXPECT_EQ(found.calls, (std::map<std::string, std::int64_t>{{"eu-central-1", 80}, {"eu-west-2", 20}}));
  EXPECT_EQ(found.agents.at("eu-west-2"), 0);
  EXPECT_EQ(found.sign_in, (std::map<std::string, bool>{{"eu-west-2", false}}));
  EXPECT_EQ(aws_.asked(connect::get_traffic_distribution)[0], (json{{"Id", group_arn}}));
}

TEST_F(ResilienceCollectors, TakeNoShareForGranted) {
  for (const json& answer :
       {json::object(), json{{"TelephonyConfig", shares(80, "20")}}, json{{"TelephonyConfig", shares(80, 120)}}}) {
    aws_.answer(connect::get_traffic_distribution, answer);
    const auto dataset = read<&Inventory::traffic_distributions>();
    ASSERT_TRUE(dataset.known()) << answer;
    EXPECT_EQ(dataset.value->at("g1").gap->kind, model::GapKind::malformed) << answer;
  }
  aws_.fail(connect::get_traffic_distribution, "AccessDeniedException", 403);
  EXPECT_EQ(read<&Inventory::traffic_distributions>().gap->permission, "connect:GetTrafficDistribution");
}

json change(const std::string& group, const json& code = nullptr) {
  json record = {{"requestParameters", {{"id", group}, {"telephonyConfig", json::object()}}}};
  if (!code.is_null()) record["errorCode"] = code;
  return {{"EventTime", 1794391200}, {"CloudTrailEvent", record.dump()}};  // 2026-11-11 10:00 UTC
}

TEST_F(ResilienceCollectors, FindChangesOfItsGroupsInCloudTrail) {
  const json sign_in_alone = {
      {"EventTime", 1794391200},
      {"CloudTrailEvent", R"({"requestParameters": {"id": "g1", "signInConfig": {"distributions": []}}})"}};
  aws_.answer(aws::cloudtrail::lookup_events,
              {{"Events",
                {change("g1"), change(group_arn), change("other"), change("g1", "AccessDenied"), sign_in_alone,
                 json{{"EventTime", 1794391200}, {"CloudTrailEvent", "{"}}, json{{"EventTime", "now"}}}}});
  const auto dataset = read<&Inventory::traffic_changes>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->changes.size(), 2U);
  EXPECT_EQ(dataset.value->changes[1].group_id, "g1");
  EXPECT_EQ(dataset.value->changes[1].at, at("2026-11-11T10:00:00Z"));
  EXPECT_EQ(dataset.value->window.days(), 90);
  EXPECT_EQ(aws_.asked(aws::cloudtrail::lookup_events)[0].at("LookupAttributes"),
            (json{{{"AttributeKey", "EventName"}, {"AttributeValue", "UpdateTrafficDistribution"}}}));
}

TEST_F(ResilienceCollectors, AskForNothingWithoutGroupsAndReplicas) {
  inventory_.phone_numbers.value->groups.clear();
  inventory_.instance.value->replication.reset();
  EXPECT_TRUE(read<&Inventory::traffic_distributions>().complete());
  EXPECT_TRUE(read<&Inventory::traffic_changes>().complete());
  EXPECT_TRUE(read<&Inventory::bot_replicas>().complete());
  EXPECT_EQ(aws_.calls(), 0U);
  inventory_.phone_numbers.gap = denied;
  EXPECT_EQ(read<&Inventory::traffic_changes>().gap->kind, model::GapKind::needs_other);
  inventory_.instance.gap = denied;
  EXPECT_EQ(read<&Inventory::bot_replicas>().gap->kind, model::GapKind::needs_other);
}

TEST_F(ResilienceCollectors, AskForTheReplicasOfEachBotOnce) {
  aws_.answer(aws::lexv2_models::list_bot_replicas,
              {{"botReplicaSummaries",
                {{{"replicaRegion", "eu-west-2"},
                  {"botReplicaStatus", "Failed"},
                  {"failureReasons", json::array({"No role"})}}}}},
              {{"botId", "B1"}});
  aws_.fail(aws::lexv2_models::list_bot_replicas, "AccessDeniedException", 403, {{"botId", "B2"}});
  const auto dataset = read<&Inventory::bot_replicas>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(aws_.calls(), 2U);
  ASSERT_EQ(dataset.value->at("B1").replicas.size(), 1U);
  EXPECT_EQ(dataset.value->at("B1").replicas[0].reason, "No role");
  EXPECT_EQ(dataset.value->at("B2").gap->permission, "lex:ListBotReplicas");
}

json loss(const char* id, const json& times, const json& values, const char* status = "Complete") {
  return {{"Id", id}, {"Timestamps", times}, {"Values", values}, {"StatusCode", status}};
}

TEST_F(ResilienceCollectors, ReadLostPacketsUnderBothSpellings) {
  aws_.answer(aws::cloudwatch::get_metric_data, {{"MetricDataResults",
                                                  {loss("loss0", json::array({1794391200}), json::array({0.25})),
                                                   loss("loss1", {1794391200, 1794394800}, {0.5, 0.125})}}});
  const auto dataset = read<&Inventory::packet_loss>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->hours.size(), 2U);
  EXPECT_EQ(dataset.value->hours[0].value, 0.5);
  EXPECT_EQ(dataset.value->hours[1].at, at("2026-11-11T11:00:00Z"));
  const json asked = aws_.asked(aws::cloudwatch::get_metric_data)[0].at("MetricDataQueries");
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_EQ(asked[0].at("MetricStat").at("Metric").at("Dimensions")[0], (json{{"Name", "Instance ID"}, {"Value", id}}));
}

TEST_F(ResilienceCollectors, SayWhichLostPacketsAreNotKnown) {
  aws_.answer(aws::cloudwatch::get_metric_data,
              {{"MetricDataResults",
                {loss("loss0", json::array(), json::array()),
                 loss("loss1", json::array({1794391200}), json::array({0.5}), "InternalError")}}});
  EXPECT_FALSE(read<&Inventory::packet_loss>().complete());
  aws_.answer(aws::cloudwatch::get_metric_data, json::object());
  EXPECT_FALSE(read<&Inventory::packet_loss>().known());
}

}  // namespace

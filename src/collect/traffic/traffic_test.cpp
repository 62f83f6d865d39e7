// The collectors of contacts by queue and of agents by routing profile.
#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "fakes/collecting.hpp"

namespace {

using nlohmann::json;
namespace connect = aws::connect;

json figure(const char* name, const json& value) {
  return {{"Metric", {{"Name", name}}}, {"Value", value}};
}

json contacts(const std::string& queue, const char* channel, const json& queued) {
  json callbacks = figure("CONTACTS_HANDLED", 2);
  callbacks["Metric"]["MetricFilters"] = {
      {{"MetricFilterKey", "INITIATION_METHOD"}, {"MetricFilterValues", {"CALLBACK"}}}};
  return {{"Dimensions", {{"QUEUE", queue}, {"CHANNEL", channel}}},
          {"Collections",
           {figure("CONTACTS_QUEUED", queued), figure("CONTACTS_HANDLED", 7), callbacks, figure("SERVICE_LEVEL", 87.5),
            figure("AVG_HANDLE_TIME", nullptr)}}};
}

class QueueContactsCollector : public fakes::Collecting {
 protected:
  QueueContactsCollector() { list_queues(2); }

  void list_queues(int number) {
    model::Queues queues;
    for (int n = 0; n < number; ++n) queues.push_back({"q" + std::to_string(n), "arn", "Queue " + std::to_string(n)});
    inventory_.queues = model::Dataset<model::Queues>::of(queues);
  }
  auto read_contacts() { return read<&Inventory::queue_contacts>(); }
};

TEST_F(QueueContactsCollector, AsksOnceForAllQueues) {
  aws_.answer(connect::get_metric_data_v2, {{"MetricResults", {contacts("q0", "VOICE", 10)}}, {"NextToken", "t"}});
  aws_.answer(
      connect::get_metric_data_v2,
      {{"MetricResults", {contacts("arn:aws:connect:eu-central-1:111122223333:instance/i/queue/q0", "CHAT", 4)}}});
  const auto dataset = read_contacts();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(dataset.value->queue_ids, (std::set<std::string>{"q0", "q1"}));
  ASSERT_EQ(dataset.value->rows.size(), 2U);
  const auto &calls = dataset.value->rows[0], &chats = dataset.value->rows[1];
  EXPECT_EQ(calls.queue_id + calls.queue_name + calls.channel, "q0Queue 0VOICE");
  EXPECT_EQ(chats.queue_id + chats.queue_name + chats.channel, "q0Queue 0CHAT");
  EXPECT_EQ(calls.queued, 10);
  EXPECT_EQ(calls.handled, 7);
  EXPECT_EQ(calls.callbacks, 2);
  EXPECT_EQ(calls.in_time, 87.5);
  EXPECT_EQ(calls.handle_seconds, std::nullopt);
  EXPECT_EQ(calls.abandoned, std::nullopt);
  const json asked = aws_.asked(connect::get_metric_data_v2)[0];
  EXPECT_EQ(asked.at("ResourceArn"), arn);
  EXPECT_EQ(asked.at("StartTime"), 1793610000);  // 2026-11-02 09:00 UTC, a whole hour
  EXPECT_EQ(asked.at("EndTime"), 1794819600);
  EXPECT_EQ(asked.at("Interval"), (json{{"TimeZone", "UTC"}, {"IntervalPeriod", "TOTAL"}}));
  EXPECT_EQ(asked.at("Filters"), (json{{{"FilterKey", "QUEUE"}, {"FilterValues", {"q0", "q1"}}}}));
  EXPECT_EQ(asked.at("Groupings"), (json{"QUEUE", "CHANNEL"}));
  EXPECT_EQ(asked.at("Metrics")[5],
            (json{{"Name", "SERVICE_LEVEL"}, {"Threshold", {{{"Comparison", "LTE"}, {"ThresholdValue", 60}}}}}));
}

TEST_F(QueueContactsCollector, AsksForNoMoreDaysThanAwsAnswersFor) {
  inventory_.window = {at("2026-08-20T09:30:00Z"), at("2026-11-16T09:30:00Z")};
  aws_.answer(connect::get_metric_data_v2, {{"MetricResults", json::array()}});
  EXPECT_EQ(read_contacts().value->window.days(), 34);
}

TEST_F(QueueContactsCollector, SaysOfWhichQueuesItKnows) {
  list_queues(101);
  inventory_.queues.value->push_back({"", "arn", "nothing to ask for"});
  aws_.answer(connect::get_metric_data_v2, {{"MetricResults", {contacts("q0", "VOICE", 10)}}});
  aws_.fail(connect::get_metric_data_v2, "AccessDeniedException", 403);
  const auto dataset = read_contacts();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->queue_ids.size(), 100U);
  EXPECT_EQ(dataset.gap->permission, "connect:GetMetricDataV2");
  EXPECT_EQ(dataset.gap->reason.find("1 of 101 queues could not be read; "), 0U) << dataset.gap->reason;
}

// A row that is missed would stand for no contacts.
TEST_F(QueueContactsCollector, TakesNoPartOfAnAnswerThatItCannotRead) {
  const json unreadable[] = {nullptr,
                             json::object(),
                             contacts("q0", "", 1),
                             contacts("other", "VOICE", 1),
                             contacts("q0", "VOICE", "many"),
                             contacts("q0", "VOICE", -1),
                             contacts("q0", "VOICE", 1e300),
                             {{"Dimensions", {{"QUEUE", "q0"}, {"CHANNEL", "VOICE"}}}}};
  for (const json& row : unreadable) {
    aws_.answer(connect::get_metric_data_v2, {{"MetricResults", {contacts("q1", "VOICE", 3), row}}});
    const auto dataset = read_contacts();
    EXPECT_FALSE(dataset.known()) << row;
    EXPECT_EQ(dataset.gap->kind, model::GapKind::malformed) << row;
  }
}

TEST_F(QueueContactsCollector, NeedsTheListAndAsksForNothingWithoutQueues) {
  list_queues(0);
  EXPECT_TRUE(read_contacts().complete());
  inventory_.queues = model::Dataset<model::Queues>::missing(denied);
  EXPECT_EQ(read_contacts().gap->kind, model::GapKind::needs_other);
  EXPECT_EQ(aws_.calls(), 0U);
}

using AgentActivityCollector = fakes::Collecting;

TEST_F(AgentActivityCollector, AsksByRoutingProfile) {
  inventory_.routing_profiles = model::Dataset<model::RoutingProfiles>::of({{"p1", "Voice", 1, {}, {}}});
  aws_.answer(connect::get_metric_data_v2,
              {{"MetricResults",
                {{{"Dimensions", {{"ROUTING_PROFILE", "p1"}}},
                  {"Collections",
                   {figure("SUM_ONLINE_TIME_AGENT", 7200.5), figure("AGENT_OCCUPANCY", 61.25),
                    figure("AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS", 3), figure("CONTACTS_HANDLED", 40)}}}}}});
  const auto dataset = read<&Inventory::agent_activity>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->profiles.size(), 1U);
  const auto& profile = dataset.value->profiles[0];
  EXPECT_EQ(profile.profile_id + profile.profile_name, "p1Voice");
  EXPECT_EQ(profile.online_seconds, 7200.5);
  EXPECT_EQ(profile.occupancy, 61.25);
  EXPECT_EQ(profile.not_answered, 3);
  EXPECT_EQ(profile.handled, 40);
  const json asked = aws_.asked(connect::get_metric_data_v2)[0];
  EXPECT_EQ(asked.at("Groupings"), json{"ROUTING_PROFILE"});
  EXPECT_EQ(asked.at("Filters"), (json{{{"FilterKey", "ROUTING_PROFILE"}, {"FilterValues", {"p1"}}}}));
  EXPECT_EQ(asked.at("Metrics").size(), 4U);
}

TEST_F(AgentActivityCollector, NeedsTheList) {
  inventory_.routing_profiles = model::Dataset<model::RoutingProfiles>::missing(denied);
  EXPECT_EQ(read<&Inventory::agent_activity>().gap->kind, model::GapKind::needs_other);
}

}  // namespace

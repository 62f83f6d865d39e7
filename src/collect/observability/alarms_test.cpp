#include <fmt/format.h>
#include <gtest/gtest.h>

#include "aws/operations/cloudwatch.hpp"
#include "aws/operations/sns.hpp"
#include "fakes/collecting.hpp"

namespace {

using model::AlarmKind;
using nlohmann::json;

class AlarmsCollector : public fakes::Collecting {
 protected:
  static json dimensions(const std::string& instance, const std::string& group = "VoiceCalls") {
    return {{{"Name", "InstanceId"}, {"Value", instance}}, {{"Name", "MetricGroup"}, {"Value", group}}};
  }
  static json on_metric(const std::string& name, const json& dimensions, const json& more = json::object()) {
    json alarm = {{"AlarmName", name},
                  {"Namespace", "AWS/Connect"},
                  {"MetricName", "ThrottledCalls"},
                  {"Dimensions", dimensions},
                  {"Statistic", "Sum"},
                  {"Period", 300},
                  {"EvaluationPeriods", 1},
                  {"Threshold", 0},
                  {"ComparisonOperator", "GreaterThanThreshold"},
                  {"ActionsEnabled", true},
                  {"StateValue", "OK"}};
    alarm.update(more);
    return alarm;
  }
  static json with_query(const std::string& name, const json& query) {
    return {{"AlarmName", name}, {"Metrics", one(query)}};
  }
  static json one(json alarm) { return json::array({std::move(alarm)}); }
  static json stat(const std::string& query_id, const std::string& instance) {
    return {{"Id", query_id},
            {"MetricStat",
             {{"Metric",
               {{"Namespace", "AWS/Connect"}, {"MetricName", "MissedCalls"}, {"Dimensions", dimensions(instance)}}},
              {"Period", 60},
              {"Stat", "Sum"}}}};
  }

  model::Dataset<model::Alarms> collected(const json& metric_alarms, const json& composites = json::array()) {
    aws_.answer(aws::cloudwatch::describe_alarms, {{"MetricAlarms", metric_alarms}, {"CompositeAlarms", composites}});
    return read<&Inventory::alarms>();
  }
  static std::vector<std::string> names(const model::Dataset<model::Alarms>& alarms) {
    std::vector<std::string> names;
    for (const auto& alarm : model::alarms_of_instance(*alarms.value)) names.push_back(alarm.name);
    return names;
  }
};

TEST_F(AlarmsCollector, ReadsWhatAnAlarmWatchesAndTells) {
  const auto alarms = collected(one(on_metric("Throttled", dimensions(id),
                                              {{"EvaluationPeriods", 3},
                                               {"Unit", "Count"},
                                               {"TreatMissingData", "notBreaching"},
                                               {"AlarmActions", {"arn:aws:sns:eu-central-1:111122223333:on-call"}},
                                               {"ActionsEnabled", false},
                                               {"StateValue", "ALARM"},
                                               {"StateTransitionedTimestamp", 1793620800}})));
  EXPECT_EQ(aws_.asked(aws::cloudwatch::describe_alarms),
            (std::vector<json>{json{{"AlarmTypes", {"MetricAlarm", "CompositeAlarm"}}, {"MaxRecords", 100}}}));
  ASSERT_TRUE(alarms.complete());
  ASSERT_EQ(alarms.value->size(), 1U);
  const model::Alarm& alarm = alarms.value->front();
  EXPECT_EQ(alarm.kind, AlarmKind::metric);
  ASSERT_EQ(alarm.metrics.size(), 1U);
  EXPECT_EQ(alarm.metrics[0].metric, "ThrottledCalls");
  EXPECT_EQ(alarm.metrics[0].dimensions, (model::MetricDimensions{{"InstanceId", id}, {"MetricGroup", "VoiceCalls"}}));
  EXPECT_EQ(alarm.metrics[0].statistic + " " + alarm.metrics[0].unit, "Sum Count");
  EXPECT_EQ(alarm.metrics[0].period, 300);
  EXPECT_EQ(alarm.threshold, 0);
  EXPECT_EQ(alarm.datapoints_to_alarm, 3);  // as many as there are periods
  EXPECT_EQ(alarm.missing_data, "notBreaching");
  EXPECT_FALSE(alarm.actions_enabled);
  EXPECT_EQ(alarm.actions, std::vector<std::string>{"arn:aws:sns:eu-central-1:111122223333:on-call"});
  EXPECT_EQ(alarm.state, "ALARM");
  EXPECT_EQ(alarm.state_since, at("2026-11-02T12:00:00Z"));
}

TEST_F(AlarmsCollector, TellsTheAlarmsOfOthersApart) {
  const std::string other = "cccccccc-1111-4222-8333-dddddddddddd";
  const json of_crm = json::array({{{"Name", "FunctionName"}, {"Value", "crm"}}});
  const auto alarms =
      collected({on_metric("own", dimensions(id)), on_metric("other", dimensions(other)),
                 on_metric("function", of_crm, {{"Namespace", "AWS/Lambda"}, {"MetricName", "Errors"}})});
  EXPECT_EQ(names(alarms), std::vector<std::string>{"own"});
  ASSERT_EQ(alarms.value->size(), 3U);
  const model::Alarm& function = alarms.value->front();
  EXPECT_EQ(function.name, "function");
  EXPECT_EQ(function.metrics.at(0).metric_namespace + " " + function.metrics.at(0).metric, "AWS/Lambda Errors");
  EXPECT_EQ(function.metrics.at(0).dimensions, (model::MetricDimensions{{"FunctionName", "crm"}}));
}

// Whoever made them meant this instance, or none: they watch nothing.
TEST_F(AlarmsCollector, KeepsWhatNamesTheInstanceInAnotherWay) {
  model::InstanceDetails details;
  details.alias = "harbour";
  inventory_.instance = model::Dataset<model::InstanceDetails>::of(details);
  EXPECT_EQ(names(collected({on_metric("alias", dimensions("harbour")), on_metric("arn", dimensions(arn)),
                             on_metric("nobody", json::array()), on_metric("other", dimensions("quay"))})),
            (std::vector<std::string>{"alias", "arn", "nobody"}));
}

TEST_F(AlarmsCollector, FollowsMetricMathAndBands) {
  json math = {{"AlarmName", "math"}, {"Metrics", {stat("m1", id), {{"Id", "e1"}, {"Expression", "m1 * 100"}}}}};
  json band = {{"AlarmName", "band"},
               {"ThresholdMetricId", "ad1"},
               {"Metrics", {stat("m1", id), {{"Id", "ad1"}, {"Expression", "ANOMALY_DETECTION_BAND(m1, 2)"}}}}};
  const auto alarms =
      collected({math, band, with_query("plain", stat("m1", id)), with_query("other", stat("m1", "x"))});
  ASSERT_EQ(names(alarms), (std::vector<std::string>{"band", "math", "plain"}));
  EXPECT_EQ((*alarms.value)[0].kind, AlarmKind::band);
  EXPECT_EQ((*alarms.value)[1].kind, AlarmKind::expression);
  EXPECT_EQ((*alarms.value)[3].kind, AlarmKind::metric);
  for (const auto& alarm : *alarms.value) {
    EXPECT_EQ(alarm.metrics[0].metric, "MissedCalls");
    EXPECT_EQ(alarm.metrics[0].statistic, "Sum");
    EXPECT_EQ(alarm.metrics[0].period, 60);
  }
}

TEST_F(AlarmsCollector, ReadsWhichMetricAQueryIsOf) {
  const auto query = [](const std::string& name, const std::string& text) {
    return with_query(name, {{"Id", "q1"}, {"Expression", text}});
  };
  const std::string from = R"(SELECT SUM(ThrottledCalls) FROM SCHEMA("AWS/Connect", InstanceId, MetricGroup))";
  const auto alarms = collected({query("all", from), query("own", from + " WHERE InstanceId = '" + id + "'"),
                                 query("other", "\n" + from + "\nWHERE InstanceId = 'x'"),
                                 query("lambda", "SELECT SUM(Errors) FROM \"AWS/Lambda\"")});
  ASSERT_EQ(names(alarms), (std::vector<std::string>{"all", "own"}));
  EXPECT_EQ((*alarms.value)[0].kind, AlarmKind::query);
  EXPECT_EQ((*alarms.value)[0].metrics.at(0).metric, "ThrottledCalls");
  EXPECT_EQ((*alarms.value)[0].metrics.at(0).statistic, "SUM");
}

TEST_F(AlarmsCollector, KeepsWhatItCannotRead) {
  const auto promql = [](const std::string& name, const std::string& text) {
    return json{{"AlarmName", name}, {"EvaluationCriteria", {{"PromQLCriteria", {{"Query", text}}}}}};
  };
  const auto alarms =
      collected({promql("calls", "ThrottledCalls > 0"), promql("cpu", "cpu > 1"), {{"AlarmName", "of the future"}}});
  ASSERT_EQ(names(alarms), (std::vector<std::string>{"calls", "of the future"}));
  EXPECT_EQ((*alarms.value)[0].kind, AlarmKind::promql);
  EXPECT_EQ((*alarms.value)[2].kind, AlarmKind::unknown);
}

TEST_F(AlarmsCollector, FollowsCompositeAlarms) {
  const auto composite = [](const std::string& name, const std::string& rule) {
    return json{{"AlarmName", name}, {"AlarmRule", rule}, {"AlarmActions", {"arn:aws:sns:eu-central-1:1:t"}}};
  };
  const auto alarms = collected(one(on_metric("own", dimensions(id))),
                                {composite("grandparent", "ALARM(parent)"), composite("parent", "ALARM(\"own\")"),
                                 composite("of others", "ALARM(cpu)"), composite("loop", "ALARM(loop)")});
  ASSERT_EQ(names(alarms), (std::vector<std::string>{"grandparent", "own", "parent"}));
  const model::Alarm& parent = alarms.value->back();
  EXPECT_EQ(parent.kind, AlarmKind::composite);
  EXPECT_EQ(parent.children, std::vector<std::string>{"own"});
}

TEST_F(AlarmsCollector, TakesNothingForNoAlarms) {
  EXPECT_TRUE(collected(json::array()).complete());
  aws_.answer(aws::cloudwatch::describe_alarms, {{"MetricAlarms", {{{"AlarmArn", "x"}}}}});
  const auto nameless = read<&Inventory::alarms>();
  EXPECT_FALSE(nameless.known());
  EXPECT_EQ(nameless.gap->kind, model::GapKind::malformed);
}

TEST_F(AlarmsCollector, SaysWhyItIsDenied) {
  aws_.fail(aws::cloudwatch::describe_alarms, "AccessDenied", 403);
  const auto alarms = read<&Inventory::alarms>();
  EXPECT_FALSE(alarms.known());
  EXPECT_EQ(alarms.gap->permission, "cloudwatch:DescribeAlarms");
}

TEST_F(AlarmsCollector, BoundsWhatPeopleWrote) {
  const auto alarms = collected(one(on_metric(hostile_text(), dimensions(id))));
  EXPECT_LE(alarms.value->front().name.size(), 1300U);
  EXPECT_EQ(alarms.value->front().name.find('\x1B'), std::string::npos);
}

class AlarmTopicsCollector : public fakes::Collecting {
 protected:
  static std::string topic(const std::string& name) { return "arn:aws:sns:eu-central-1:111122223333:" + name; }
  void know_actions(const std::vector<std::string>& actions) {
    inventory_.alarms = model::Dataset<model::Alarms>::of({{.name = "a", .actions = actions}, {.name = "b"}});
  }
  void answer(const std::string& name, const json& attributes) {
    aws_.answer(aws::sns::get_topic_attributes, {{"Attributes", attributes}}, {{"TopicArn", topic(name)}});
  }
};

TEST_F(AlarmTopicsCollector, AsksOnceForEachTopic) {
  know_actions({topic("b"), topic("a"), topic("b"), "arn:aws:lambda:eu-central-1:111122223333:function:page"});
  answer("a", {{"SubscriptionsConfirmed", "3"}, {"SubscriptionsPending", "1"}});
  answer("b", {{"SubscriptionsConfirmed", "0"}});
  const auto topics = read<&Inventory::alarm_topics>();
  ASSERT_TRUE(topics.complete());
  ASSERT_EQ(topics.value->size(), 2U);
  EXPECT_EQ(topics.value->at(topic("a")).confirmed, 3);
  EXPECT_EQ(topics.value->at(topic("a")).pending, 1);
  EXPECT_EQ(topics.value->at(topic("b")).confirmed, 0);
  EXPECT_EQ(aws_.calls(), 2U);
}

TEST_F(AlarmTopicsCollector, TellsWhatIsGoneFromWhatItMayNotSee) {
  know_actions({topic("a"), topic("b"), topic("c")});
  aws_.fail(aws::sns::get_topic_attributes, "NotFound", 404, {{"TopicArn", topic("a")}});
  aws_.fail(aws::sns::get_topic_attributes, "AuthorizationError", 403, {{"TopicArn", topic("b")}});
  answer("c", json::object());
  const auto topics = read<&Inventory::alarm_topics>();
  ASSERT_TRUE(topics.known());
  EXPECT_TRUE(topics.gap);
  EXPECT_FALSE(topics.value->at(topic("a")).exists);
  EXPECT_FALSE(topics.value->at(topic("a")).gap);
  EXPECT_EQ(topics.value->at(topic("b")).gap->permission, "sns:GetTopicAttributes");
  EXPECT_TRUE(topics.value->at(topic("c")).gap);
}

TEST_F(AlarmTopicsCollector, AsksNothingWithoutTopics) {
  inventory_.alarms =
      model::Dataset<model::Alarms>::of({{.name = "of others", .actions = {topic("a")}, .is_of_instance = false}});
  EXPECT_TRUE(read<&Inventory::alarm_topics>().complete());
  know_actions({});
  EXPECT_TRUE(read<&Inventory::alarm_topics>().complete());
  inventory_.alarms = model::Dataset<model::Alarms>::missing(denied);
  EXPECT_FALSE(read<&Inventory::alarm_topics>().known());
  EXPECT_EQ(aws_.calls(), 0U);
}

class DashboardsCollector : public fakes::Collecting {
 protected:
  void list(int count) {
    json entries = json::array();
    for (int i = 0; i < count; ++i) entries.push_back({{"DashboardName", fmt::format("d{:02}", i)}});
    aws_.answer(aws::cloudwatch::list_dashboards, {{"DashboardEntries", entries}});
  }
  void answer(const std::string& name, const std::string& body) {
    aws_.answer(aws::cloudwatch::get_dashboard, {{"DashboardBody", body}}, {{"DashboardName", name}});
  }
};

TEST_F(DashboardsCollector, SayWhichShowTheInstance) {
  list(3);
  answer("d00", R"({"widgets": [{"properties": {"metrics": [["AWS/Connect", "MissedCalls", "InstanceId", ")" + id +
                    R"("]]}}]})");
  answer("d01", R"({"widgets": []})");
  answer("d02", "no JSON");
  const auto dashboards = read<&Inventory::dashboards>();
  ASSERT_TRUE(dashboards.known());
  EXPECT_TRUE(dashboards.gap);
  EXPECT_TRUE(dashboards.value->at("d00").shows_instance);
  EXPECT_FALSE(dashboards.value->at("d01").shows_instance || dashboards.value->at("d01").gap);
  EXPECT_EQ(dashboards.value->at("d02").gap->kind, model::GapKind::malformed);
}

TEST_F(DashboardsCollector, AskForNoMoreThanFifty) {
  list(51);
  aws_.otherwise_answer({{"DashboardBody", R"({"widgets": []})"}});
  const auto dashboards = read<&Inventory::dashboards>();
  ASSERT_TRUE(dashboards.known());
  EXPECT_EQ(aws_.asked(aws::cloudwatch::get_dashboard).size(), 50U);
  EXPECT_EQ(dashboards.value->at("d50").gap->kind, model::GapKind::not_supported);
}

}  // namespace

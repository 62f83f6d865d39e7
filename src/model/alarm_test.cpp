#include "model/alarm.hpp"

#include <gtest/gtest.h>

namespace {

using Names = std::vector<std::string>;
using model::alarms_taken_over;

TEST(CompositeAlarm, TakesOverWhatStandsInAlarm) {
  EXPECT_EQ(alarms_taken_over(R"(ALARM("Calls refused") OR (ALARM(queue-full) AND OK("Maintenance")))"),
            (Names{"Calls refused", "queue-full"}));
  EXPECT_EQ(alarms_taken_over(R"(ALARM("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:Calls: refused"))"),
            Names{"Calls: refused"});
  EXPECT_EQ(alarms_taken_over(R"(ALARM("The \"red\" one"))"), Names{R"(The "red" one)"});
}

TEST(CompositeAlarm, TakesOverNothingThatItDenies) {
  EXPECT_EQ(alarms_taken_over("ALARM(a) AND NOT ALARM(b)"), Names{"a"});
  EXPECT_EQ(alarms_taken_over("NOT (ALARM(a) OR NOT (ALARM(b)))"), Names{"b"});
  EXPECT_EQ(alarms_taken_over("INSUFFICIENT_DATA(a) OR OK(b) OR NOT INSUFFICIENT_DATA(c) OR TRUE"), Names{});
}

TEST(CompositeAlarm, TakesOverWhatMustNotBeOk) {
  EXPECT_EQ(alarms_taken_over("NOT OK(a) AND OK(b) AND NOT (OK(c) AND ALARM(d))"), (Names{"a", "c"}));
  EXPECT_EQ(alarms_taken_over("AT_LEAST(50%, NOT OK, (a, b))"), (Names{"a", "b"}));
}

TEST(CompositeAlarm, DeniesOnlyWhatFollowsNot) {
  EXPECT_EQ(alarms_taken_over("NOT FALSE AND ALARM(a)"), Names{"a"});
}

TEST(CompositeAlarm, TakesOverEachOfAtLeast) {
  EXPECT_EQ(alarms_taken_over(R"(AT_LEAST(2, ALARM, (a, "b c", d)) OR AT_LEAST(50%, OK, (e, f)))"),
            (Names{"a", "b c", "d"}));
}

TEST(CompositeAlarm, TakesAnyTextWithoutHarm) {
  for (const char* text : {"", ")))", "ALARM(", "ALARM(\"", "ALARM(\"a\\", "NOT NOT NOT", "\""}) {
    EXPECT_LE(alarms_taken_over(text).size(), 1U) << text;
  }
}

TEST(CompositeAlarm, KeepsItsRuleUnderOtherNames) {
  const auto other = [](std::string_view name) { return std::string(name) + "2"; };
  EXPECT_EQ(model::with_alarm_names(R"(AT_LEAST(1, ALARM, (a, "b c")) AND NOT OK(d))", other),
            R"(AT_LEAST (1, ALARM, ("a2", "b c2")) AND NOT OK ("d2"))");
}

TEST(MetricsInsights, IsNarrowedByItsCondition) {
  const std::string from = R"(SELECT MAX(QueueSize) FROM SCHEMA("AWS/Connect", InstanceId, QueueName))";
  EXPECT_EQ(model::query_condition(from), "");
  EXPECT_EQ(model::query_condition(from + " where InstanceId = 'a' GROUP BY QueueName ORDER BY MAX()"),
            "InstanceId = 'a'");
  EXPECT_EQ(model::query_condition(from + " WHERE QueueName = 'Sales'"), "QueueName = 'Sales'");
  EXPECT_EQ(model::query_condition(from + " GROUP BY QueueName WHERE "), "");
}

TEST(Alarm, LooksUpOrDown) {
  EXPECT_TRUE(model::looks_up({.comparison = "GreaterThanOrEqualToThreshold"}));
  EXPECT_TRUE(model::looks_up({.comparison = "LessThanLowerOrGreaterThanUpperThreshold"}));
  EXPECT_TRUE(model::looks_up({.comparison = "OfTheFuture"}));
  EXPECT_FALSE(model::looks_up({.comparison = "LessThanThreshold"}));
}

}  // namespace

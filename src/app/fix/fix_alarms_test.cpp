#include "app/fix/fix_alarms.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/fix/fix_pack_for_test.hpp"
#include "base/quoted.hpp"

namespace {

using namespace app::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class FixAlarms : public testing::Test {
 protected:
  app::FixAlarms made(const std::vector<model::Finding>& findings) {
    return app::fix_alarms(fix_review(findings), findings, notes);
  }
  std::string template_of(const std::vector<model::Finding>& findings) {
    const auto files = app::alarm_templates(fix_review(findings), made(findings));
    return files.empty() ? "" : files.front().text;
  }
  std::string terraform_of(const std::vector<model::Finding>& findings) {
    return app::alarms_in_terraform(fix_review(findings), made(findings)).text;
  }

  std::vector<std::string> notes;
};

model::Finding wrong_alarm(const std::string& name, model::WantedAlarm alarm) {
  model::Finding finding = fix_finding("alarm_settings", "observability", {"alarm", name, name});
  finding.alarms = {std::move(alarm)};
  return finding;
}

model::Finding silent_alarm(const std::string& name) {
  return fix_finding("alarm_actions", "observability", {"alarm", name, name});
}

TEST_F(FixAlarms, HaveTheUnitAndTheDimensionsOfTheirMetric) {
  const auto alarms = made({missing_alarm("ConcurrentCallsPercentage"), missing_alarm("ConcurrentTasksPercentage"),
                            missing_alarm("ThrottledCalls"), missing_alarm("LongestQueueWaitTime", "Sales"),
                            missing_alarm("MissedCalls")})
                          .alarms;
  ASSERT_EQ(alarms.size(), 5U);
  EXPECT_EQ(alarms[0].threshold, 0.8);
  EXPECT_EQ(alarms[0].statistic, "Maximum");
  EXPECT_EQ(alarms[0].comparison, "GreaterThanOrEqualToThreshold");
  EXPECT_THAT(alarms[0].dimensions,
              ElementsAre(std::pair("InstanceId", "74c2b909"), std::pair("MetricGroup", "VoiceCalls")));
  EXPECT_EQ(alarms[1].threshold, 80);
  EXPECT_EQ(alarms[2].threshold, 0);
  EXPECT_EQ(alarms[2].statistic, "Sum");
  EXPECT_EQ(alarms[2].comparison, "GreaterThanThreshold");
  EXPECT_EQ(alarms[3].threshold, 120);
  EXPECT_EQ(alarms[3].dimensions.at("QueueName"), "Sales");
  EXPECT_EQ(alarms[3].name, "harbour-LongestQueueWaitTime-Sales");
  EXPECT_EQ(alarms[4].threshold, 10);
  EXPECT_EQ(alarms[4].period, 3600);
  EXPECT_THAT(notes, IsEmpty());
}

TEST_F(FixAlarms, OfOtherServicesHaveTheDimensionOfTheirs) {
  model::Finding streams = fix_finding("stream_alarms", "observability", {"instance", "74c2b909", "harbour"});
  streams.alarms = {
      {.metric = "GetRecords.IteratorAgeMilliseconds", .of = "records", .metric_namespace = "AWS/Kinesis"},
      {.metric = "Errors", .of = "crm", .metric_namespace = "AWS/Lambda"},
      {.metric = "RuntimeSystemErrors", .of = "BOT0000001", .metric_namespace = "AWS/Lex"}};
  const auto alarms = made({streams}).alarms;
  ASSERT_EQ(alarms.size(), 2U);
  EXPECT_EQ(alarms[0].name, "harbour-GetRecords.IteratorAgeMilliseconds-records");
  EXPECT_THAT(alarms[0].id, testing::MatchesRegex("GetRecordsIteratorAgeMilliseconds[0-9a-f]+"));
  EXPECT_EQ(alarms[0].threshold, 3'600'000);
  EXPECT_THAT(alarms[0].dimensions, ElementsAre(std::pair("StreamName", "records")));
  EXPECT_EQ(alarms[1].statistic, "Sum");
  EXPECT_THAT(alarms[1].dimensions, ElementsAre(std::pair("FunctionName", "crm")));
  EXPECT_EQ(notes.size(), 1U);  // of the bot, whose dimensions are not all known
  EXPECT_THAT(template_of({streams}), HasSubstr("Namespace: AWS/Kinesis\n"));
  EXPECT_THAT(terraform_of({streams}), HasSubstr("namespace           = \"AWS/Lambda\"\n"));
}

TEST_F(FixAlarms, OfAMetricThatIsSpelledInTwoWaysAreTwo) {
  const auto alarms = made({missing_alarm("ConcurrentEmailsPercentage")}).alarms;
  ASSERT_EQ(alarms.size(), 2U);
  EXPECT_EQ(alarms[0].name, "harbour-ConcurrentEmailsPercentage-Emails");
  EXPECT_EQ(alarms[1].name, "harbour-ConcurrentEmailsPercentage-Email");
  EXPECT_NE(alarms[0].id, alarms[1].id);
}

TEST_F(FixAlarms, TakeThePlaceOfWrongOnesAndKeepTheirThresholds) {
  const auto all = made({missing_alarm("ThrottledCalls"), wrong_alarm("old throttles", {"ThrottledCalls", "", 2.0}),
                         wrong_alarm("old size", {"QueueSize", "Sales", 30.0}), silent_alarm("old size")});
  ASSERT_EQ(all.alarms.size(), 2U);
  EXPECT_EQ(all.alarms[0].threshold, 2);
  EXPECT_THAT(all.alarms[0].replaces, ElementsAre("old throttles"));
  EXPECT_EQ(all.alarms[0].closes.size(), 2U);
  EXPECT_EQ(all.alarms[1].threshold, 30);
  EXPECT_EQ(all.alarms[1].closes.size(), 2U);  // the new one tells the topic
  EXPECT_THAT(all.composites, IsEmpty());
  const auto script = app::replaced_alarms_script(fix_review({}), all);
  EXPECT_THAT(script.text, HasSubstr("\nreplace 'old throttles' harbour-ThrottledCalls\n"));
  EXPECT_TRUE(script.is_script);
}

TEST_F(FixAlarms, SayWhatIsNotCertain) {
  model::Finding unknown = wrong_alarm("odd", {"ThrottledCalls", "", {}});
  unknown.alarms.clear();
  const auto all = made({unknown, wrong_alarm("size", {"QueueSize", "Sales", {}}), missing_alarm("NoSuchMetric"),
                         missing_alarm("QueueCapacityExceededError", "{{resolve:ssm:secret}}"), silent_alarm("a\"b")});
  EXPECT_TRUE(all.empty());
  EXPECT_THAT(notes, ElementsAre(HasSubstr("not certain"), HasSubstr("yours to choose"), HasSubstr("is not known"),
                                 HasSubstr("would resolve"), HasSubstr("no rule")));
}

TEST_F(FixAlarms, ThatTellNobodyAreUnderOneThatTells) {
  const auto all = made({silent_alarm("one"), silent_alarm("two")});
  ASSERT_EQ(all.composites.size(), 1U);
  EXPECT_EQ(all.composites[0].rule, "ALARM(\"one\") OR ALARM(\"two\")");
  EXPECT_EQ(all.composites[0].closes.size(), 2U);
  std::vector<model::Finding> many;
  for (int i = 0; i < 200; ++i) many.push_back(silent_alarm(fmt::format("alarm {}", i)));
  EXPECT_EQ(made(many).composites.size(), 3U);
}

TEST_F(FixAlarms, OfWhichOneHasTheNameAlreadyGetAnother) {
  model::Review review = fix_review({});
  model::Document document;
  document.component = "observability";
  document.data =
      nlohmann::json::parse(R"({"total_alarms": 1, "complete": true, "alarms": [{"name": "harbour-ThrottledCalls"}]})");
  review.documents.push_back(document);
  const auto all = app::fix_alarms(review, {missing_alarm("ThrottledCalls")}, notes);
  EXPECT_THAT(all.alarms.at(0).name, testing::MatchesRegex("harbour-ThrottledCalls-[0-9a-f]+"));
}

TEST_F(FixAlarms, AreATemplate) {
  const std::string text = template_of({missing_alarm("ConcurrentCallsPercentage"), silent_alarm("one")});
  EXPECT_TRUE(text.starts_with("# alarms.yaml: CloudWatch alarms, as a CloudFormation template.\n")) << text;
  for (
      const char* part :
      {"# Made by connect-ops-review of harbour, arn:aws:connect:eu-central-1:111122223333:instance/74c2b909, review "
       "20260213-090000.\n",
       "--stack-name connect-alarms-harbour-20260213-090000-8cc22b --parameter-overrides TopicArn=TOPIC_ARN --region eu-central-1\n",
       "# Closes 2 findings:\n# - What is wrong with ConcurrentCallsPercentage (alarm_coverage, ",
       "\nAWSTemplateFormatVersion: \"2010-09-09\"\n", "\n    Type: AWS::CloudWatch::Alarm\n",
       "\n      AlarmName: \"harbour-ConcurrentCallsPercentage\"\n", "\n        - Ref: TopicArn\n",
       "\n        - Name: \"MetricGroup\"\n          Value: \"VoiceCalls\"\n", "\n      Threshold: 0.8\n",
       "\n      TreatMissingData: notBreaching\n", "\n    Type: AWS::CloudWatch::CompositeAlarm\n",
       "      AlarmRule: \"ALARM(\\\"one\\\")\"\n"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST_F(FixAlarms, AreTerraform) {
  const std::string text = terraform_of({missing_alarm("ConcurrentTasksPercentage"), silent_alarm("one")});
  for (const char* part :
       {"\nvariable \"topic_arn\" {\n", "\nresource \"aws_cloudwatch_metric_alarm\" \"ConcurrentTasksPercentage",
        "\n  alarm_actions       = [var.topic_arn]\n", "\n    \"MetricGroup\" = \"Tasks\"\n",
        "\n  threshold           = 80\n", "\n  treat_missing_data  = \"notBreaching\"\n",
        "\nresource \"aws_cloudwatch_composite_alarm\" \"AlarmsThatToldNobody"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST_F(FixAlarms, KeepHostileNamesWithinTheirQuotes) {
  for (const std::string& name : hostile_names) {
    std::vector<model::Finding> findings = {missing_alarm("QueueCapacityExceededError", name)};
    findings.front().headline = name;
    const std::string yaml = template_of(findings), hcl = terraform_of(findings);
    EXPECT_THAT(yaml, HasSubstr(fmt::format("\n          Value: {}\n", base::yaml_quoted(name))));
    EXPECT_THAT(hcl, HasSubstr(fmt::format("\n    \"QueueName\" = {}\n", base::hcl_quoted(name))));
    for (const std::string& text : {yaml, hcl}) {
      EXPECT_THAT(text, Not(HasSubstr("\nb: !Sub")));
      EXPECT_THAT(text, Not(HasSubstr("\nrm -rf")));
      EXPECT_THAT(text, Not(HasSubstr("\u202E")));
    }
  }
}

TEST_F(FixAlarms, AreInAsManyTemplatesAsCanBeSent) {
  std::vector<model::Finding> findings;
  for (int i = 0; i < 300; ++i) {
    findings.push_back(missing_alarm("LongestQueueWaitTime", fmt::format("Queue {}", i)));
    findings.back().resource.key = fmt::format("LongestQueueWaitTime {}", i);
    findings.back().id = fmt::format("{:016}", i);
  }
  const auto files = app::alarm_templates(fix_review(findings), made(findings));
  ASSERT_GT(files.size(), 2U);
  EXPECT_EQ(files[0].name, "alarms.yaml");
  EXPECT_EQ(files[1].name, "alarms-2.yaml");
  std::size_t closed = 0;
  for (const auto& file : files) {
    EXPECT_LE(file.text.size(), 51'200U);
    closed += file.closes.size();
  }
  EXPECT_EQ(closed, findings.size());
}

}  // namespace

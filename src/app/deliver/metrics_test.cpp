#include "app/deliver/metrics.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "base/timestamp.hpp"

namespace {

using nlohmann::json;

app::ReviewOutcome outcome(model::ReviewStatus status) {
  app::ReviewOutcome one;
  one.review_id = "20261116-090000";
  one.status = status;
  model::Finding finding;
  for (const auto found : {model::Status::fail, model::Status::fail, model::Status::fail, model::Status::not_assessed,
                           model::Status::not_assessed}) {
    finding.status = found;
    one.findings.add(finding);
  }
  one.usage = {.calls = 200, .retries = 4, .throttles = 5, .bytes = 1, .cost_usd = 0.0125};
  one.duration = std::chrono::milliseconds(61'500);
  return one;
}

json line(model::ReviewStatus status) {
  const auto instance = model::parse_instance_arn(
      "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb");
  const auto text =
      app::metric_line(outcome(status), instance, "orchestrator", *base::from_iso8601("2026-11-16T09:01:01Z"));
  EXPECT_EQ(text.find('\n'), std::string::npos);
  return json::parse(text);
}

TEST(Metrics, SayWhatAReviewFoundAndTook) {
  const json body = line(model::ReviewStatus::partial);
  const json expected = {{"ReviewCompleted", 1},    {"ReviewFailed", 0}, {"DurationMs", 61500},
                         {"ApiCalls", 200},         {"Throttles", 5},    {"Retries", 4},
                         {"CostUsd", 0.0125},       {"FindingsFail", 3}, {"FindingsWarn", 0},
                         {"FindingsPass", 0},       {"FindingsInfo", 0}, {"FindingsNotApplicable", 0},
                         {"FindingsNotAssessed", 2}};
  for (const auto& [metric, value] : expected.items()) EXPECT_EQ(body.at(metric), value) << metric;
  EXPECT_EQ(body.at("reviewId"), "20261116-090000");
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
TEST(Metrics, FollowTheFormat) {
  const json body = line(model::ReviewStatus::completed);
  const json& head = body.at("_aws");
  EXPECT_EQ(head.at("Timestamp"), 1'794'819'661'000);
  ASSERT_EQ(head.at("CloudWatchMetrics").size(), 1U);
  const json& directive = head.at("CloudWatchMetrics").at(0);
  EXPECT_EQ(directive.at("Namespace"), "ConnectOpsReview");
  EXPECT_EQ(directive.at("Dimensions"), json::parse(R"([["FunctionName"], ["FunctionName", "InstanceId"]])"));
  EXPECT_EQ(body.at("FunctionName"), "orchestrator");
  EXPECT_EQ(body.at("InstanceId"), "aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb");
  EXPECT_EQ(directive.at("Metrics").size(), 13U);
  for (const json& metric : directive.at("Metrics")) {
    EXPECT_TRUE(body.at(metric.at("Name").get<std::string>()).is_number()) << metric;
    EXPECT_THAT((std::set<std::string>{"Count", "Milliseconds", "None"}), testing::Contains(metric.at("Unit")));
  }
}

TEST(Metrics, TellAFailure) {
  const json body = line(model::ReviewStatus::failed);
  EXPECT_EQ(body.at("ReviewCompleted"), 0);
  EXPECT_EQ(body.at("ReviewFailed"), 1);
}

TEST(Metrics, NameTheFunctionByItsArn) {
  EXPECT_EQ(app::function_name("arn:aws:lambda:eu-central-1:111122223333:function:reviewer"), "reviewer");
  EXPECT_EQ(app::function_name("arn:aws-cn:lambda:cn-north-1:111122223333:function:reviewer:live"), "reviewer");
  EXPECT_EQ(app::function_name(""), "");
  EXPECT_EQ(app::function_name("reviewer"), "");
}

}  // namespace

#include "model/published_metric.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace {

using namespace model;

InstanceRef harbour() {
  return parse_instance_arn("arn:aws:connect:eu-central-1:111122223333:instance/id");
}

TEST(PublishedMetrics, AgreeWithThoseThatAReviewAsksFor) {
  for (const MetricRow& row : metric_rows) {
    const bool agrees = std::ranges::any_of(published_metrics, [&](const PublishedMetric& one) {
      return one.metric == row.metric && one.group == row.group && one.unit == row.unit && one.scope == row.scope;
    });
    EXPECT_TRUE(agrees) << row.metric << ' ' << row.group;
  }
}

TEST(PublishedMetrics, HaveExactlyTheirDimensions) {
  const InstanceRef instance = harbour();
  const auto dimensions = [&](std::string_view metric) { return dimensions_of(*published_as(metric)[0], instance); };
  EXPECT_EQ(dimensions("ThrottledCalls"), (MetricDimensions{{"InstanceId", "id"}, {"MetricGroup", "VoiceCalls"}}));
  EXPECT_EQ(dimensions("CallRecordingUploadError"),
            (MetricDimensions{{"InstanceId", "id"}, {"MetricGroup", "CallRecordings"}}));
  EXPECT_EQ(dimensions("QueueSize"),
            (MetricDimensions{{"InstanceId", "id"}, {"MetricGroup", "Queue"}, {"QueueName", ""}}));
  EXPECT_EQ(dimensions("ContactFlowErrors"),
            (MetricDimensions{{"InstanceId", "id"}, {"MetricGroup", "ContactFlow"}, {"ContactFlowName", ""}}));
}

TEST(PublishedMetrics, KnowBothSpellingsOfTheInstanceAtPacketLoss) {
  const auto ways = published_as("ToInstancePacketLossRate");
  ASSERT_EQ(ways.size(), 2U);
  const MetricDimensions with_blank = {
      {"Instance ID", "id"}, {"Participant", "Agent"}, {"Stream Type", "Voice"}, {"Type of Connection", "WebRTC"}};
  EXPECT_EQ(dimensions_of(*ways[0], harbour()), with_blank);
  EXPECT_TRUE(dimensions_of(*ways[1], harbour()).contains("InstanceId"));
}

TEST(PublishedMetrics, AreNoneOfAnotherName) {
  EXPECT_TRUE(published_as("ConcurrentActiveTasks").empty());
}

}  // namespace

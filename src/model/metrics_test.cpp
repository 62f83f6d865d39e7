#include "model/metrics.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <tuple>

#include "base/timestamp.hpp"

namespace {

using model::MetricPoint;
using model::MetricSeries;

const model::MetricRow* row(std::string_view metric, std::string_view statistic, std::string_view group = "") {
  return std::ranges::find_if(model::metric_rows, [&](const model::MetricRow& one) {
    return one.metric == metric && one.statistic == statistic && (group.empty() || one.group == group);
  });
}

base::Time at(std::string_view iso) {
  return *base::from_iso8601(iso);
}

TEST(Metrics, FindsASeriesByMetricStatisticAndDimension) {
  model::Metrics metrics;
  metrics.series = {{row("ConcurrentCalls", "Maximum"), "", {{{}, 1}}, {}},
                    {row("ConcurrentCalls", "Average"), "", {{{}, 2}}, {}},
                    {row("QueueSize", "Maximum"), "Sales", {{{}, 3}}, {}},
                    {row("QueueSize", "Maximum"), "Support", {}, {}}};
  const auto value = [&](const char* metric, const char* statistic, const char* dimension) {
    const auto* found = find(metrics, metric, statistic, dimension);
    return found == nullptr ? -1 : found->points.empty() ? 0 : found->points[0].value;
  };
  EXPECT_EQ(value("ConcurrentCalls", "Maximum", ""), 1);
  EXPECT_EQ(value("ConcurrentCalls", "Average", ""), 2);
  EXPECT_EQ(value("QueueSize", "Maximum", "Sales"), 3);
  EXPECT_EQ(value("QueueSize", "Maximum", "Support"), 0);
  EXPECT_EQ(value("QueueSize", "Maximum", ""), -1);
  EXPECT_EQ(value("QueueSize", "Maximum", "Sale"), -1);
  EXPECT_EQ(value("ConcurrentCalls", "Sum", ""), -1);
  EXPECT_EQ(value("MissedCalls", "Sum", ""), -1);
}

// E-mails are asked for under two spellings of the group, and only one of them has data.
TEST(Metrics, FindsTheSeriesThatHasPointsBeforeOneThatHasNone) {
  model::Metrics metrics;
  metrics.series = {{row("ConcurrentEmails", "Maximum", "Emails"), "", {}, {}},
                    {row("ConcurrentEmails", "Maximum", "Email"), "", {{{}, 7}}, {}}};
  EXPECT_EQ(find(metrics, "ConcurrentEmails", "Maximum"), &metrics.series[1]);
  metrics.series[1].points.clear();
  EXPECT_EQ(find(metrics, "ConcurrentEmails", "Maximum"), &metrics.series[0]);
}

TEST(Metrics, AreSilentWhenAnsweredInFullWithoutData) {
  using model::Traffic;
  model::Metrics metrics;
  const auto silent = [&] { return is_silent(metrics, "ConcurrentEmails", "Maximum"); };
  const auto traffic = [&] { return traffic_by(metrics, "ConcurrentEmails"); };
  EXPECT_FALSE(silent());  // it was not asked for
  EXPECT_EQ(traffic(), Traffic::unknown);
  metrics.series = {{row("ConcurrentEmails", "Maximum", "Emails"), "", {}, {}},
                    {row("ConcurrentEmails", "Maximum", "Email"), "", {}, {}}};
  EXPECT_TRUE(silent());
  EXPECT_EQ(traffic(), Traffic::none);
  metrics.series[1].gap = model::Gap{model::GapKind::unavailable, "CloudWatch did not answer for the metric", ""};
  EXPECT_FALSE(silent());
  EXPECT_EQ(traffic(), Traffic::unknown);
  metrics.series[1].points = {{{}, 0}};
  EXPECT_EQ(traffic(), Traffic::unknown);  // nothing in a part
  metrics.series[1].gap.reset();
  EXPECT_FALSE(silent());
  EXPECT_EQ(traffic(), Traffic::none);
  metrics.series[1].points = {{{}, 2}};
  EXPECT_EQ(traffic(), Traffic::some);
}

TEST(Metrics, TrafficOfAnInstanceIsThatOfAnyChannel) {
  using model::Traffic;
  model::Metrics metrics;
  EXPECT_EQ(traffic_of(metrics), Traffic::unknown);
  metrics.series = {{row("ConcurrentCalls", "Maximum"), "", {}, {}},
                    {row("ConcurrentActiveChats", "Maximum"), "", {}, {}},
                    {row("ConcurrentTasks", "Maximum"), "", {}, {}},
                    {row("ConcurrentEmails", "Maximum"), "", {}, {}}};
  EXPECT_EQ(traffic_of(metrics), Traffic::none);
  metrics.series[0].gap = model::Gap{};
  EXPECT_EQ(traffic_of(metrics), Traffic::unknown);
  metrics.series[2].points = {{{}, 1}};
  EXPECT_EQ(traffic_of(metrics), Traffic::some);
}

TEST(Metrics, KnowsNothingWithoutPoints) {
  const MetricSeries empty;
  for (const MetricSeries* series : {static_cast<const MetricSeries*>(nullptr), &empty}) {
    EXPECT_FALSE(model::sum(series));
    EXPECT_FALSE(model::mean(series));
    EXPECT_FALSE(model::peak(series));
  }
}

TEST(Metrics, SumsAndAverages) {
  const MetricSeries series{
      row("MissedCalls", "Sum"),
      "",
      {{at("2026-02-01T00:00:00Z"), 3}, {at("2026-02-01T05:00:00Z"), 0}, {at("2026-02-02T00:00:00Z"), 4.5}},
      {}};
  EXPECT_EQ(model::sum(&series), 7.5);
  EXPECT_EQ(model::mean(&series), 2.5);
}

TEST(Metrics, TakesTheEarliestOfEqualPeaks) {
  const MetricSeries series{
      row("QueueSize", "Maximum"),
      "Sales",
      {{at("2026-02-01T00:00:00Z"), -1}, {at("2026-02-01T01:00:00Z"), 9}, {at("2026-02-01T02:00:00Z"), 9}},
      {}};
  ASSERT_TRUE(model::peak(&series));
  EXPECT_EQ(model::peak(&series)->value, 9);
  EXPECT_EQ(model::peak(&series)->at, at("2026-02-01T01:00:00Z"));
}

TEST(Metrics, AddsUpTheHoursOfADayOrTakesTheLargest) {
  const std::vector<MetricPoint> points = {{at("2026-02-28T23:00:00Z"), 2},
                                           {at("2026-03-01T00:00:00Z"), 5},
                                           {at("2026-03-01T23:59:59Z"), 3},
                                           {at("2026-03-03T12:00:00Z"), 0}};
  const auto sums = model::by_day({row("MissedCalls", "Sum"), "", points, {}});
  const auto peaks = model::by_day({row("QueueSize", "Maximum"), "Sales", points, {}});
  ASSERT_EQ(sums.size(), 3U);  // the day without points is left out
  ASSERT_EQ(peaks.size(), 3U);
  EXPECT_EQ(sums[0].at, at("2026-02-28T00:00:00Z"));
  EXPECT_EQ(sums[1].at, at("2026-03-01T00:00:00Z"));
  EXPECT_EQ(sums[2].at, at("2026-03-03T00:00:00Z"));
  EXPECT_EQ(sums[0].value, 2);
  EXPECT_EQ(sums[1].value, 8);
  EXPECT_EQ(peaks[1].value, 5);
  EXPECT_EQ(peaks[2].value, 0);
  EXPECT_TRUE(model::by_day({row("MissedCalls", "Sum"), "", {}, {}}).empty());
}

TEST(Metrics, KnowWhichNamesArePublished) {
  for (const char* name : {"Sales", "a b", "0", "A.,-_/#:$@|&{}+?% z", " "}) {
    EXPECT_TRUE(model::is_published_name(name)) << name;
  }
  for (const char* name : {"", "Begrüßung", "⛴️", "say \"hi\"", "it's", "<b>", "a*b", "a(b)", "a=b", "a;b", "a!b",
                           "a[b]", "a\\b", "a\tb", "שירות", "a\x7F"}) {
    EXPECT_FALSE(model::is_published_name(name)) << name;
  }
}

// CloudWatch answers only for the exact group and dimension (H-7), in the unit that AWS documents.
TEST(MetricRows, HaveTheGroupAndScopeThatConnectPublishes) {
  struct Case {
    const char *metric, *group;
    model::MetricScope scope;
    model::MetricUnit unit;
  };
  using model::MetricScope;
  using model::MetricUnit;
  const Case cases[] = {
      {"ConcurrentCalls", "VoiceCalls", MetricScope::instance, MetricUnit::count},
      {"ConcurrentCallsPercentage", "VoiceCalls", MetricScope::instance, MetricUnit::fraction},
      {"CallsPerInterval", "VoiceCalls", MetricScope::instance, MetricUnit::per_second},
      {"CallsBreachingConcurrencyQuota", "VoiceCalls", MetricScope::instance, MetricUnit::count},
      {"MissedCalls", "VoiceCalls", MetricScope::instance, MetricUnit::count},
      {"ThrottledCalls", "VoiceCalls", MetricScope::instance, MetricUnit::count},
      {"MisconfiguredPhoneNumbers", "VoiceCalls", MetricScope::instance, MetricUnit::count},
      {"CallRecordingUploadError", "CallRecordings", MetricScope::instance, MetricUnit::count},
      {"ConcurrentHighVolumeCallsPercentage", "VoiceCalls", MetricScope::instance, MetricUnit::fraction},
      {"ConcurrentActiveChatsPercentage", "Chats", MetricScope::instance, MetricUnit::percent},
      {"ChatsBreachingActiveChatQuota", "Chats", MetricScope::instance, MetricUnit::count},
      {"ConcurrentTasksPercentage", "Tasks", MetricScope::instance, MetricUnit::percent},
      {"TasksBreachingConcurrencyQuota", "Tasks", MetricScope::instance, MetricUnit::count},
      {"ConcurrentEmailsPercentage", "Emails", MetricScope::instance, MetricUnit::percent},
      {"QueueSize", "Queue", MetricScope::queue, MetricUnit::count},
      {"LongestQueueWaitTime", "Queue", MetricScope::queue, MetricUnit::seconds},
      {"QueueCapacityExceededError", "Queue", MetricScope::queue, MetricUnit::count},
      {"ContactFlowErrors", "ContactFlow", MetricScope::flow, MetricUnit::count},
      {"ContactFlowFatalErrors", "ContactFlow", MetricScope::flow, MetricUnit::count},
  };
  for (const Case& one : cases) {
    const auto found = std::ranges::find_if(model::metric_rows, [&](const auto& r) { return r.metric == one.metric; });
    ASSERT_NE(found, std::end(model::metric_rows)) << one.metric;
    EXPECT_EQ(found->group, one.group) << one.metric;
    EXPECT_EQ(found->scope, one.scope) << one.metric;
    EXPECT_EQ(found->unit, one.unit) << one.metric;
  }
  std::set<std::tuple<std::string_view, std::string_view, std::string_view>> seen;
  for (const auto& one : model::metric_rows) {
    EXPECT_TRUE(seen.emplace(one.metric, one.group, one.statistic).second) << one.metric << " is asked for twice";
  }
}

}  // namespace

#include <gtest/gtest.h>
#include <set>

#include "aws/operations/cloudwatch.hpp"
#include "fakes/collecting.hpp"

namespace {

using aws::cloudwatch::get_metric_data;
using model::GapKind;
using nlohmann::json;

class MetricCollector : public fakes::Collecting {
 protected:
  MetricCollector() { know({}, {}); }
  void know(const std::vector<std::string>& queues, const std::vector<std::string>& flows) {
    inventory_.queues = model::Dataset<model::Queues>::of({});
    inventory_.flows = model::Dataset<std::vector<model::FlowSummary>>::of({});
    for (const auto& name : queues) inventory_.queues.value->push_back({"id", "arn", name});
    for (const auto& name : flows) {
      inventory_.flows.value->push_back({"id", "arn", name, "CONTACT_FLOW", "ACTIVE", "PUBLISHED"});
    }
  }
  // The queries of all requests, in order.
  std::vector<json> queries() const {
    std::vector<json> all;
    for (const json& input : aws_.asked(get_metric_data)) {
      for (const json& query : input.at("MetricDataQueries")) all.push_back(query);
    }
    return all;
  }
  static json result(const std::string& query_id, const json& times, const json& values,
                     const json& status = "Complete") {
    return {{"Id", query_id}, {"Timestamps", times}, {"Values", values}, {"StatusCode", status}};
  }
  static json results(const std::vector<json>& all) { return {{"MetricDataResults", all}}; }
};

// H-7: CloudWatch answers only for the exact set of dimensions that a metric is published with.
TEST_F(MetricCollector, H7_AsksWithTheExactDimensions) {
  know({"Sales"}, {"Main Menu"});
  aws_.answer(get_metric_data, json::object());
  read<&Inventory::metrics>();
  ASSERT_EQ(aws_.calls(), 1U);
  const auto asked = queries();
  ASSERT_EQ(asked.size(), std::size(model::metric_rows));
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const auto& row = model::metric_rows[i];
    json dimensions = {{{"Name", "InstanceId"}, {"Value", id}}, {{"Name", "MetricGroup"}, {"Value", row.group}}};
    if (row.scope == model::MetricScope::queue) dimensions.push_back({{"Name", "QueueName"}, {"Value", "Sales"}});
    if (row.scope == model::MetricScope::flow) {
      dimensions.push_back({{"Name", "ContactFlowName"}, {"Value", "Main Menu"}});
    }
    const json stat = {
        {"Metric", {{"Namespace", "AWS/Connect"}, {"MetricName", row.metric}, {"Dimensions", dimensions}}},
        {"Period", 3600},  // CloudWatch aligns days by its own, which would cut the window's ends
        {"Stat", row.statistic}};
    EXPECT_EQ(asked[i].at("MetricStat"), stat) << row.metric;
  }
}

TEST_F(MetricCollector, AsksForWholeHoursOfAtMostTwoWeeks) {
  struct Case {
    const char *start, *end, *asked_start, *asked_end;
  };
  for (const Case& one :
       {Case{"2026-11-02T09:30:00Z", "2026-11-16T09:30:00Z", "2026-11-02T09:00:00Z", "2026-11-16T09:00:00Z"},
        Case{"2026-08-18T09:00:00Z", "2026-11-16T09:00:00Z", "2026-11-02T09:00:00Z", "2026-11-16T09:00:00Z"},
        Case{"2026-11-15T09:59:59Z", "2026-11-16T09:59:59Z", "2026-11-15T09:00:00Z", "2026-11-16T09:00:00Z"}}) {
    inventory_.window = {at(one.start), at(one.end)};
    aws_.answer(get_metric_data, json::object());
    const auto dataset = read<&Inventory::metrics>();
    const json input = aws_.asked(get_metric_data).back();
    EXPECT_EQ(input.at("StartTime"), base::to_epoch_seconds(at(one.asked_start))) << one.start;
    EXPECT_EQ(input.at("EndTime"), base::to_epoch_seconds(at(one.asked_end))) << one.end;
    EXPECT_EQ(input.at("ScanBy"), "TimestampAscending");
    EXPECT_EQ(dataset.value->window.start, at(one.asked_start));
    EXPECT_EQ(dataset.value->window.end, at(one.asked_end));
  }
}

TEST_F(MetricCollector, AsksForAtMostFiveHundredMetricsAtATime) {
  std::vector<std::string> queues;
  for (int i = 0; i < 300; ++i) queues.push_back("Queue " + std::to_string(i));
  know(queues, {});
  aws_.always_answer(get_metric_data, json::object());
  const auto dataset = read<&Inventory::metrics>();
  std::set<std::string> ids;
  for (const json& input : aws_.asked(get_metric_data)) {
    EXPECT_LE(input.at("MetricDataQueries").size(), 500U);
    EXPECT_FALSE(input.contains("MaxDatapoints"));
  }
  for (const json& query : queries()) {
    const std::string query_id = query.at("Id");
    EXPECT_TRUE(ids.insert(query_id).second) << query_id;
    EXPECT_TRUE(query_id[0] >= 'a' && query_id[0] <= 'z') << query_id;
  }
  EXPECT_EQ(ids.size(), 22U + 300 * 4);
  EXPECT_EQ(aws_.calls(), 3U);
  EXPECT_EQ(dataset.value->series.size(), ids.size());
}

TEST_F(MetricCollector, AsksOnlyForNamesThatArePublishedAndFlowsThatCanBeRun) {
  know({"Sales", "Begrüßung"}, {"Main Menu", "⛴️", "Sample queued callback"});
  inventory_.flows.value->push_back({"id", "arn", "Draft", "CONTACT_FLOW", "ACTIVE", "SAVED"});
  inventory_.flows.value->push_back({"id", "arn", "Old", "CONTACT_FLOW", "ARCHIVED", "PUBLISHED"});
  aws_.answer(get_metric_data, json::object());
  const auto dataset = read<&Inventory::metrics>();
  std::set<std::string> dimensions;
  for (const auto& series : dataset.value->series) dimensions.insert(series.dimension);
  EXPECT_EQ(dimensions, (std::set<std::string>{"", "Main Menu", "Sales", "Sample queued callback"}));
}

TEST_F(MetricCollector, PutsPointsWhereTheyBelong) {
  aws_.answer(get_metric_data, results({result("m5", {1793610000, 1793613600.0}, {7, 8.5}),
                                        result("m0", json::array(), json::array())}));
  const auto dataset = read<&Inventory::metrics>();
  const auto& series = dataset.value->series;
  ASSERT_EQ(series[5].points.size(), 2U);
  EXPECT_EQ(series[5].points[0].at, base::Time(std::chrono::seconds(1793610000)));
  EXPECT_EQ(series[5].points[0].value, 7);
  EXPECT_EQ(series[5].points[1].value, 8.5);
  EXPECT_FALSE(series[5].gap);
  EXPECT_TRUE(series[0].points.empty());
  EXPECT_FALSE(series[0].gap);  // answered: there is no data
  ASSERT_TRUE(series[1].gap);   // not answered
  EXPECT_EQ(series[1].gap->kind, GapKind::unavailable);
  EXPECT_EQ(series[5].row, &model::metric_rows[5]);
}

TEST_F(MetricCollector, JoinsASeriesThatIsSpreadOverPages) {
  json first =
      results({result("m0", {1793610000}, {1}, "PartialData"), result("m1", {1793610000}, {5}, "PartialData")});
  first["NextToken"] = "t";
  aws_.answer(get_metric_data, first);
  aws_.answer(get_metric_data, results({result("m0", {1793613600}, {2})}));
  const auto dataset = read<&Inventory::metrics>();
  EXPECT_EQ(dataset.value->series[0].points.size(), 2U);
  EXPECT_FALSE(dataset.value->series[0].gap);
  EXPECT_EQ(dataset.value->series[1].points.size(), 1U);
  ASSERT_TRUE(dataset.value->series[1].gap);  // the rest never came
  EXPECT_NE(dataset.value->series[1].gap->reason.find("part"), std::string::npos);
  EXPECT_EQ(aws_.asked(get_metric_data)[1].at("NextToken"), "t");
}

TEST_F(MetricCollector, SaysWhichMetricsCloudWatchRefused) {
  aws_.answer(get_metric_data, results({result("m0", json::array(), json::array(), "Forbidden"),
                                        result("m1", json::array(), json::array(), "InternalError"),
                                        result("m2", json::array(), json::array(), hostile_text()),
                                        result("m3", json::array(), json::array(), 7)}));
  const auto dataset = read<&Inventory::metrics>();
  const auto& series = dataset.value->series;
  EXPECT_EQ(series[0].gap->kind, GapKind::denied);
  EXPECT_EQ(series[0].gap->permission, "cloudwatch:GetMetricData");
  for (const std::size_t i : {1U, 2U, 3U}) EXPECT_EQ(series[i].gap->kind, GapKind::unavailable) << i;
  EXPECT_LT(series[2].gap->reason.size(), 200U);
  EXPECT_EQ(series[2].gap->reason.find('\x1B'), std::string::npos);
}

TEST_F(MetricCollector, SurvivesResultsThatAreNone) {
  aws_.answer(get_metric_data, results({nullptr, 7, json::object(), result("m999", {1793610000}, {1}),
                                        result("x", {1}, {1}), result("m0", {1793610000, 1793613600, 1793617200}, {1}),
                                        result("m1", {"2026-11-02", -5, 1e30, nullptr, 1793610000}, {1, 2, 3, 4, "5"}),
                                        result("m2", "none", {{"a", 1}})}));
  const auto dataset = read<&Inventory::metrics>();
  EXPECT_EQ(dataset.value->series[0].points.size(), 1U);
  EXPECT_TRUE(dataset.value->series[1].points.empty());
  EXPECT_TRUE(dataset.value->series[2].points.empty());
}

// What is no number is not the silence of a queue without calls.
TEST_F(MetricCollector, ASeriesThatCannotBeReadIsAGap) {
  json first = results({result("m0", {1793610000, 1793613600}, {"NaN", 3}), result("m1", {1793610000}, json::array()),
                        result("m2", {1793610000}, {-1}), result("m3", {1793610000}, {nullptr}, "PartialData"),
                        result("m4", {1793610000}, {0})});
  first["NextToken"] = "t";
  aws_.answer(get_metric_data, first);
  aws_.answer(get_metric_data, results({result("m3", {1793613600}, {2})}));
  const auto dataset = read<&Inventory::metrics>();
  const auto& series = dataset.value->series;
  for (const std::size_t i : {0U, 1U, 2U, 3U}) {
    ASSERT_TRUE(series[i].gap) << i;
    EXPECT_EQ(series[i].gap->kind, GapKind::malformed) << i;
  }
  EXPECT_EQ(series[0].points.size(), 1U);
  EXPECT_FALSE(series[4].gap);
}

TEST_F(MetricCollector, MeasuresTheInstanceWithoutTheListsAndSaysSo) {
  inventory_.queues = model::Dataset<model::Queues>::missing(denied);
  aws_.answer(get_metric_data, results({result("m0", {1793610000}, {1})}));
  const auto dataset = read<&Inventory::metrics>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->series[0].points.size(), 1U);
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->kind, GapKind::needs_other);
  EXPECT_NE(dataset.gap->reason.find("queues"), std::string::npos);

  know({}, {});
  inventory_.flows = model::Dataset<std::vector<model::FlowSummary>>::missing(denied);
  aws_.answer(get_metric_data, json::object());
  EXPECT_NE(read<&Inventory::metrics>().gap->reason.find("flows"), std::string::npos);
}

TEST_F(MetricCollector, KeepsTheFirstBatchWhenALaterOneFails) {
  std::vector<std::string> queues;
  for (int i = 0; i < 300; ++i) queues.push_back("Queue " + std::to_string(i));
  know(queues, {});
  aws_.answer(get_metric_data, results({result("m0", {1793610000}, {1})}));
  aws_.always_fail(get_metric_data, "InternalServiceFault", 500);
  const auto dataset = read<&Inventory::metrics>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->series[0].points.size(), 1U);
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->kind, GapKind::unavailable);
  for (const std::size_t i : {500U, 1000U, 1221U}) EXPECT_TRUE(dataset.value->series[i].gap) << i;
}

TEST_F(MetricCollector, KnowsNothingWhenItIsNotAllowed) {
  aws_.fail(get_metric_data, "AccessDenied", 403);
  const auto dataset = read<&Inventory::metrics>();
  EXPECT_FALSE(dataset.known());
  EXPECT_EQ(dataset.gap->kind, GapKind::denied);
}

TEST_F(MetricCollector, AsksForTheBatchesAfterOneThatFailed) {
  std::vector<std::string> queues;
  for (int i = 0; i < 300; ++i) queues.push_back("Queue " + std::to_string(i));
  know(queues, {});
  aws_.fail(get_metric_data, "InternalServiceFault", 500);
  aws_.answer(get_metric_data, results({result("m500", {1793610000}, {1})}));
  aws_.answer(get_metric_data, results({result("m1000", {1793610000}, {1})}));
  const auto dataset = read<&Inventory::metrics>();
  ASSERT_TRUE(dataset.known());
  EXPECT_TRUE(dataset.value->series[0].gap);
  for (const std::size_t i : {500U, 1000U}) EXPECT_EQ(dataset.value->series[i].points.size(), 1U) << i;
}

// What the first page said stays when the second one fails.
TEST_F(MetricCollector, KeepsThePagesBeforeAFailure) {
  json first = results({result("m0", {1793610000}, {1}), result("m1", {1793610000}, {5}, "PartialData")});
  first["NextToken"] = "t";
  aws_.answer(get_metric_data, first);
  aws_.fail(get_metric_data, "AccessDenied", 403);
  const auto dataset = read<&Inventory::metrics>();
  ASSERT_TRUE(dataset.known());
  EXPECT_FALSE(dataset.value->series[0].gap);
  for (const std::size_t i : {1U, 2U}) EXPECT_EQ(dataset.value->series[i].gap->kind, GapKind::denied) << i;
  EXPECT_EQ(dataset.gap->kind, GapKind::denied);
}

// Its document is partial for it.
TEST_F(MetricCollector, IsKnownInPartWhenAQueryEndedInAnError) {
  json all = json::array();
  for (std::size_t i = 0; i < std::size(model::metric_rows); ++i) {
    all.push_back(result("m" + std::to_string(i), {1793610000}, {1}, i == 7 ? "InternalError" : "Complete"));
  }
  aws_.answer(get_metric_data, results(all));
  const auto dataset = read<&Inventory::metrics>();
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->reason,
            "1 of 22 metrics could not be read; the first because CloudWatch could not compute the metric "
            "(InternalError)");
  all[7]["StatusCode"] = "Complete";
  aws_.answer(get_metric_data, results(all));
  EXPECT_TRUE(read<&Inventory::metrics>().complete());
}

}  // namespace

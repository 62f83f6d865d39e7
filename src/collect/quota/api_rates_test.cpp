#include <gtest/gtest.h>

#include "aws/operations/cloudwatch.hpp"
#include "fakes/collecting.hpp"

namespace {

using aws::cloudwatch::get_metric_data;
using aws::cloudwatch::list_metrics;
using nlohmann::json;

class ApiRatesCollector : public fakes::Collecting {
 protected:
  static json metric(const std::string& operation, const std::string& type = "API") {
    return {{"Namespace", "AWS/Usage"},
            {"MetricName", "CallCount"},
            {"Dimensions",
             {{{"Name", "Type"}, {"Value", type}},
              {{"Name", "Resource"}, {"Value", operation}},
              {{"Name", "Service"}, {"Value", "Connect"}},
              {{"Name", "Class"}, {"Value", "None"}}}}};
  }
  static json result(const std::string& query, const json& times, const json& values,
                     const std::string& status = "Complete") {
    return {{"Id", query}, {"Timestamps", times}, {"Values", values}, {"StatusCode", status}};
  }
};

TEST_F(ApiRatesCollector, KeepsTheBusiestMinuteOfEachOperationThatWasCalled) {
  aws_.answer(list_metrics, {{"Metrics", {metric("ListUsers"), metric("Users", "Resource")}}, {"NextToken", "t"}});
  aws_.answer(list_metrics, {{"Metrics", {metric("DescribeContact"), metric("ListUsers")}}});
  aws_.answer(get_metric_data, {{"MetricDataResults",
                                 {result("u0", {1793620800, 1793620860}, {7, 564}, "PartialData"),
                                  result("u1", {1793620800}, {3}), result("u9", {1793620800}, {9})}},
                                {"NextToken", "u"}});
  aws_.answer(get_metric_data, {{"MetricDataResults", json::array({result("u0", {1793620920}, {5})})}});
  const auto dataset = read<&Inventory::api_rates>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->rates.size(), 2U);
  const auto& busiest = dataset.value->rates[0];
  EXPECT_EQ(busiest.operation, "DescribeContact");
  EXPECT_EQ(busiest.peak, 564);
  EXPECT_EQ(busiest.peak_at, base::from_epoch_seconds(1793620860));
  EXPECT_EQ(dataset.value->rates[1].peak, 3);
  EXPECT_EQ(aws_.asked(list_metrics)[0], json::parse(R"({"Namespace": "AWS/Usage", "MetricName": "CallCount",
                            "Dimensions": [{"Name": "Service", "Value": "Connect"}]})"));
  const json input = aws_.asked(get_metric_data)[0];
  EXPECT_EQ(input["EndTime"].get<std::int64_t>() - input["StartTime"].get<std::int64_t>(), 7 * 86400);
  EXPECT_EQ(input["MetricDataQueries"][0]["MetricStat"]["Period"], 60);
  EXPECT_EQ(input["MetricDataQueries"][0]["MetricStat"]["Metric"]["Dimensions"].size(), 4U);
}

TEST_F(ApiRatesCollector, AsksForNoNumbersWhereNothingWasCalled) {
  aws_.answer(list_metrics, {{"Metrics", json::array()}});
  const auto dataset = read<&Inventory::api_rates>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_TRUE(dataset.value->rates.empty());
  EXPECT_TRUE(aws_.asked(get_metric_data).empty());
}

TEST_F(ApiRatesCollector, LeavesOpenWhatCloudWatchDidNotAnswer) {
  aws_.answer(list_metrics, {{"Metrics", {metric("DescribeContact"), metric("ListUsers")}}});
  aws_.answer(get_metric_data, {{"MetricDataResults", json::array({result("u1", {1793620800}, {3})})}});
  const auto dataset = read<&Inventory::api_rates>();
  ASSERT_TRUE(dataset.known());
  ASSERT_TRUE(dataset.gap);
  EXPECT_TRUE(dataset.value->rates[0].gap);
  EXPECT_FALSE(dataset.value->rates[1].gap);
}

TEST_F(ApiRatesCollector, MissesWhatTheListDoesNotSay) {
  for (const json& odd : {metric("odd name"), metric("ListUsers", ""), json(nullptr)}) {
    aws_.answer(list_metrics, {{"Metrics", json::array({odd})}});
    const auto dataset = read<&Inventory::api_rates>();
    ASSERT_TRUE(dataset.gap) << odd;
    EXPECT_EQ(dataset.gap->kind, model::GapKind::malformed);
  }
}

TEST_F(ApiRatesCollector, KnowsNothingWhereItMayNotAsk) {
  aws_.fail(list_metrics, "AccessDeniedException", 403);
  EXPECT_EQ(failure_of([&] { read<&Inventory::api_rates>(); }), base::ErrorKind::denied);
}

}  // namespace

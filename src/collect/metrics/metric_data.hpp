// What GetMetricData is asked, and what it answers for one query, taken into a series. Pure functions, for any thread.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/metrics.hpp"

namespace collect {

// CloudWatch answers only for the exact set of dimensions that a metric is published with.
struct MetricQuery {
  std::string id;  // begins with a small letter; by it the answer is told
  std::string_view metric_namespace, metric;
  std::vector<std::pair<std::string, std::string>> dimensions;
  std::chrono::seconds period;
  std::string_view statistic;
};
nlohmann::json metric_query(const MetricQuery& query);

// Of queries that metric_query made.
nlohmann::json metric_data_input(const model::Window& window, nlohmann::json queries);

// Adds the points of one of MetricDataResults, and says in the gap what is still missing. A series can be spread over
// several pages, each with its result.
void add_result(model::MetricSeries& series, const nlohmann::json& result);

}  // namespace collect

#include "collect/metrics/metric_data.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"

namespace collect {
namespace {

using model::Gap;
using model::GapKind;
using model::MetricSeries;
using nlohmann::json;
namespace read = base::read;

// Nothing where there is no number. What these metrics count is never less than none.
std::optional<model::MetricPoint> point(const json& time, const json& value) {
  if (!time.is_number() || !value.is_number() || value.get<double>() < 0) return std::nullopt;
  const auto at = base::from_epoch_seconds(time.get<double>());
  return at ? std::optional(model::MetricPoint{*at, value.get<double>()}) : std::nullopt;
}

// What cannot be read is not nothing: without it the sum may be too low, and a peak be missed.
void add_points(MetricSeries& series, const json& result) {
  const json& times = read::array(result, "Timestamps");
  const json& values = read::array(result, "Values");
  bool is_whole = times.size() == values.size();
  for (std::size_t i = 0; i < std::min(times.size(), values.size()); ++i) {
    const auto one = point(times[i], values[i]);
    if (one) series.points.push_back(*one);
    is_whole = is_whole && one;
  }
  if (!is_whole) {
    series.gap = Gap{GapKind::malformed, "CloudWatch's answer holds values that cannot be read", ""};
  }
}

// PartialData is followed by the rest on a later page, whose Complete takes the gap back. What could not be read stays.
void take_status(MetricSeries& series, const std::string& status) {
  if (series.gap && series.gap->kind == GapKind::malformed) return;
  if (status == "Complete") {
    series.gap.reset();
  } else if (status == "PartialData") {
    series.gap = Gap{GapKind::unavailable, "CloudWatch answered only a part of the data", ""};
  } else if (status == "Forbidden") {
    series.gap = Gap{GapKind::denied, "CloudWatch refused the metric", "cloudwatch:GetMetricData"};
  } else {
    series.gap = Gap{GapKind::unavailable,
                     fmt::format("CloudWatch could not compute the metric ({})", base::printable(status, 40)), ""};
  }
}

}  // namespace

json metric_query(const MetricQuery& query) {
  json dimensions = json::array();
  for (const auto& [name, value] : query.dimensions) dimensions.push_back({{"Name", name}, {"Value", value}});
  return {
      {"Id", query.id},
      {"MetricStat",
       {{"Metric",
         {{"Namespace", query.metric_namespace}, {"MetricName", query.metric}, {"Dimensions", std::move(dimensions)}}},
        {"Period", query.period.count()},
        {"Stat", query.statistic}}}};
}

json metric_data_input(const model::Window& window, json queries) {
  return {{"StartTime", base::to_epoch_seconds(window.start)},
          {"EndTime", base::to_epoch_seconds(window.end)},
          {"ScanBy", "TimestampAscending"},
          {"MetricDataQueries", std::move(queries)}};
}

void add_result(MetricSeries& series, const json& result) {
  add_points(series, result);
  take_status(series, read::text(result, "StatusCode"));
}

}  // namespace collect

#include "collect/traffic/metric_results.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "collect/whole_hours.hpp"
#include "model/traffic.hpp"

namespace collect {
namespace {

using nlohmann::json;
namespace read = base::read;

constexpr std::size_t most_filter_values = 100;
constexpr double largest_figure = 1e12;  // seconds or contacts: more is none

[[noreturn]] void refuse(const char* what) {
  throw base::Error(base::ErrorKind::corrupt, fmt::format("connect:GetMetricDataV2 answered {}", what));
}

json metric_asked(std::string_view name) {
  if (name == callbacks_handled) {
    return {{"Name", "CONTACTS_HANDLED"},
            {"MetricFilters",
             {{{"MetricFilterKey", "INITIATION_METHOD"}, {"MetricFilterValues", json::array({"CALLBACK"})}}}}};
  }
  if (name == "SERVICE_LEVEL") {
    return {{"Name", name}, {"Threshold", {{{"Comparison", "LTE"}, {"ThresholdValue", model::service_level_seconds}}}}};
  }
  return {{"Name", name}};
}

json traffic_input(const Source& source, const MetricQuestion& question, const std::vector<std::string>& ids) {
  const model::Window window = traffic_window(source.given.window);
  json metrics = json::array(), groupings = json::array({question.resource});
  for (const auto& name : question.metrics) metrics.push_back(metric_asked(name));
  if (!question.also_by.empty()) groupings.push_back(question.also_by);
  return {{"ResourceArn", source.given.instance_ref.arn},
          {"StartTime", base::to_epoch_seconds(window.start)},
          {"EndTime", base::to_epoch_seconds(window.end)},
          {"Interval", {{"TimeZone", "UTC"}, {"IntervalPeriod", "TOTAL"}}},
          {"Filters", {{{"FilterKey", question.resource}, {"FilterValues", ids}}}},
          {"Groupings", std::move(groupings)},
          {"Metrics", std::move(metrics)}};
}

// An id, where AWS may give the whole ARN.
std::string dimension_in(const json& result, std::string_view name) {
  const std::string value = read::text(read::object(result, "Dimensions"), std::string(name).c_str());
  if (value.empty()) refuse("a row that does not say what it is of");
  return value.substr(value.rfind('/') + 1);
}

// Nothing is computed for a metric without a value. Whatever else is no number from 0 up is not understood.
void take_value(MetricRowRead& row, const json& one) {
  const json& metric = read::object(one, "Metric");
  std::string name = read::text(metric, "Name");
  if (name.empty()) refuse("a figure without a name");
  if (!read::array(metric, "MetricFilters").empty()) name = callbacks_handled;
  const json& value = read::member(one, "Value");
  if (value.is_null()) return;
  if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > largest_figure)
    refuse("a figure that cannot be read");
  row.values[name] = value.get<double>();
}

MetricRowRead metric_row(const json& result, const MetricQuestion& question) {
  MetricRowRead row;
  row.resource_id = dimension_in(result, question.resource);
  const auto asked = question.names.find(row.resource_id);
  if (asked == question.names.end()) refuse("a row that was not asked for");
  row.resource_name = asked->second;
  if (!question.also_by.empty()) row.also_by = base::printable(dimension_in(result, question.also_by), 60);
  const json& collections = read::array(result, "Collections");
  if (collections.empty()) refuse("a row without figures");
  for (const json& one : collections) take_value(row, one);
  return row;
}

std::vector<MetricRowRead> metric_rows_of(Source& source, const MetricQuestion& question,
                                          const std::vector<std::string>& ids) {
  std::vector<MetricRowRead> rows;
  aws::for_each_item(source.client, aws::connect::get_metric_data_v2, traffic_input(source, question, ids),
                     [&](const json& result) { rows.push_back(metric_row(result, question)); });
  return rows;
}

}  // namespace

std::optional<double> MetricRowRead::of(std::string_view metric) const {
  const auto found = values.find(metric);
  return found == values.end() ? std::nullopt : std::optional(found->second);
}

model::Window traffic_window(const model::Window& review) {
  return whole_hours(review, model::traffic_days);
}

MetricRowsRead read_metrics(Source& source, const MetricQuestion& question) {
  MetricRowsRead found;
  ItemGaps gaps;
  std::optional<model::Gap> first_gap;
  const auto& all = question.names;
  for (auto next = all.begin(); next != all.end();) {
    std::vector<std::string> ids;
    for (; next != all.end() && ids.size() < most_filter_values; ++next) ids.push_back(next->first);
    const auto gap = gaps.of([&] {
      std::ranges::move(metric_rows_of(source, question, ids), std::back_inserter(found.rows));
      found.read_ids.insert(ids.begin(), ids.end());
    });
    if (!first_gap) first_gap = gap;
  }
  const auto missing = std::int64_t(all.size() - found.read_ids.size());
  if (missing > 0) {
    found.gap = found.read_ids.empty() ? *first_gap : items_gap(missing, all.size(), question.many, *first_gap);
  }
  return found;
}

}  // namespace collect

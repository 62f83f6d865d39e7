#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "aws/operations/cloudwatch.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"
#include "collect/collector.hpp"
#include "collect/metrics/metric_data.hpp"
#include "collect/whole_hours.hpp"

namespace collect {
namespace {

using model::ApiRate;
using model::ApiRates;
using model::Gap;
using model::GapKind;
using nlohmann::json;
namespace read = base::read;

constexpr const char* usage_namespace = "AWS/Usage";
constexpr const char* call_count = "CallCount";
constexpr const char* connect_service = "Connect";

json usage_dimension(const char* name, const std::string& value) {
  return {{"Name", name}, {"Value", value}};
}

std::string usage_dimension_of(const json& metric, std::string_view name) {
  for (const json& dimension : read::array(metric, "Dimensions")) {
    if (read::text(dimension, "Name") == name) return read::text(dimension, "Value");
  }
  return "";
}

// The names of operations are words: nothing else is asked for, or shown to anybody.
bool is_operation_name(const std::string& name) {
  return !name.empty() && name.size() <= 100 && std::ranges::all_of(name, base::is_alphanumeric);
}

struct Called {
  std::set<std::string> operations;
  std::optional<Gap> gap;  // why there may be more
};

// The operations that were called in the last two weeks: CloudWatch lists no metric that had no data for longer.
Called called_operations(Source& source) {
  Called found;
  aws::for_each_item(source.client, aws::cloudwatch::list_metrics,
                     {{"Namespace", usage_namespace},
                      {"MetricName", call_count},
                      {"Dimensions", json::array({usage_dimension("Service", connect_service)})}},
                     [&](const json& metric) {
                       std::string operation = usage_dimension_of(metric, "Resource");
                       const std::string type = usage_dimension_of(metric, "Type");
                       const bool is_asked_for = read::text(metric, "Namespace") == usage_namespace &&
                                                 read::text(metric, "MetricName") == call_count;
                       if (!is_asked_for || type.empty() || !is_operation_name(operation)) {
                         found.gap = Gap{GapKind::malformed, "CloudWatch listed metrics that cannot be read", ""};
                       } else if (type == "API") {
                         found.operations.insert(std::move(operation));
                       }
                     });
  return found;
}

json usage_query(const std::string& operation, const std::string& id) {
  return metric_query({.id = id,
                       .metric_namespace = usage_namespace,
                       .metric = call_count,
                       .dimensions = {{"Class", "None"},
                                      {"Resource", operation},
                                      {"Service", std::string(connect_service)},
                                      {"Type", "API"}},
                       .period = model::minute,
                       .statistic = "Sum"});
}

json usage_input(const ApiRates& rates, std::map<std::string, std::size_t>& places) {
  json queries = json::array();
  for (const auto& rate : rates.rates) {
    const std::size_t place = queries.size();
    const std::string id = fmt::format("u{}", place);
    places[id] = place;
    queries.push_back(usage_query(rate.operation, id));
  }
  return metric_data_input(rates.window, std::move(queries));
}

// Of a week of minutes no more than the busiest is kept.
void take_peak(ApiRate& rate, const json& result) {
  model::MetricSeries series;
  series.gap = std::move(rate.gap);
  add_result(series, result);
  rate.gap = std::move(series.gap);
  for (const auto& point : series.points) {
    if (point.value <= rate.peak) continue;
    rate.peak = point.value;
    rate.peak_at = point.at;
  }
}

Dataset<ApiRates> fetch_api_rates(Source& source) {
  ApiRates found;
  found.window = whole_hours(source.given.window, model::api_rate_days);
  Called called = called_operations(source);
  for (const auto& operation : called.operations) {
    if (found.rates.size() == aws::cloudwatch::max_metric_queries) {
      called.gap = Gap{GapKind::unavailable, fmt::format("only {} operations were looked at", found.rates.size()), ""};
      break;
    }
    const Gap unanswered{GapKind::unavailable, "CloudWatch did not answer for the operation", ""};
    found.rates.push_back({operation, 0, std::nullopt, unanswered});
  }
  if (found.rates.empty()) return {std::move(found), std::move(called.gap)};
  std::map<std::string, std::size_t> places;
  const json input = usage_input(found, places);
  aws::for_each_item(source.client, aws::cloudwatch::get_metric_data, input, [&](const json& result) {
    const auto place = places.find(read::text(result, "Id"));
    if (place != places.end()) take_peak(found.rates[place->second], result);
  });
  auto gap = gap_of_items(found.rates, "rates of API calls");
  if (!gap) gap = std::move(called.gap);
  return {std::move(found), std::move(gap)};
}

}  // namespace

const Collector collectors::api_rates = collector<&Inventory::api_rates, fetch_api_rates>(
    "quota", {&aws::cloudwatch::list_metrics, &aws::cloudwatch::get_metric_data});

}  // namespace collect

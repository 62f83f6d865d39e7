// The JSON form of MetricsFacts; the facts themselves are made in metrics.cpp.
#include "components/facts_json.hpp"

#include "base/json/read.hpp"
#include "base/timestamp.hpp"
#include "components/metrics/facts.hpp"
#include "words/numbers.hpp"

namespace components {
namespace {

// The members that every added-up metric has, beside a name of its own for the total.
json count_json(const CountFact& fact) {
  return {{"total", or_null(fact.total)},
          {"daily_average", rounded(fact.daily_average, 2)},
          {"max_hourly", or_null(fact.max_hourly)},
          {"max_hourly_at", or_null(fact.max_hourly_at)},
          {"peak_hours", hours_json(fact.peak_hours)},
          {"hours_above_zero", fact.total ? json(fact.hours_above_zero) : json(nullptr)},
          {"data_points", fact.hours_with_data},
          {"partial", fact.partial}};
}

CountFact count_from_json(const json& object) {
  CountFact fact;
  if (holds_no_facts(object)) return fact;
  fact.total = base::read::integer(object, "total");
  fact.daily_average = base::read::number(object, "daily_average");
  fact.max_hourly = base::read::integer(object, "max_hourly");
  fact.max_hourly_at = read_time(object, "max_hourly_at");
  fact.peak_hours = read_hours(object, "peak_hours");
  fact.hours_above_zero = base::read::integer(object, "hours_above_zero").value_or(0);
  fact.hours_with_data = base::read::integer(object, "data_points").value_or(0);
  fact.partial = base::read::boolean(object, "partial").value_or(false);
  return fact;
}

// The reference wrote zeros where it had no data, and averaged over the days that had some; both are mended here.
CountFact missed_from_json(const json& data) {
  const json& object = base::read::object(data, "missed_calls");
  if (object.contains("data_points")) return count_from_json(object);
  if (!object.contains("days_analyzed")) return {};
  CountFact fact = count_from_json(object);
  const auto days = base::read::number(data, "days_analyzed");
  fact.daily_average.reset();
  if (fact.total && days && *days > 0) fact.daily_average = double(*fact.total) / *days;
  return fact;
}

json throttled_json(const MetricsFacts& facts) {
  const CountFact& fact = facts.throttled_calls;
  json object = count_json(fact);
  object.erase("total");
  object.erase("hours_above_zero");
  object.erase("data_points");
  object["total_throttled"] = or_null(fact.total);
  object["severity"] = or_null(facts.throttled_severity);
  object["hours_with_throttling"] = fact.total ? json(fact.hours_above_zero) : json(nullptr);
  object["total_hours_analyzed"] = fact.hours_with_data;
  return object;
}

CountFact throttled_from_json(const json& object) {
  CountFact fact = count_from_json(object);
  if (holds_no_facts(object)) return fact;
  fact.total = base::read::integer(object, "total_throttled");
  fact.hours_above_zero = base::read::integer(object, "hours_with_throttling").value_or(0);
  fact.hours_with_data = base::read::integer(object, "total_hours_analyzed").value_or(0);
  return fact;
}

json concurrent_json(const GaugeFact& fact) {
  return {{"period_average", rounded(fact.average, 2)},
          {"absolute_peak", rounded(fact.peak, 2)},
          {"peak_at", or_null(fact.peak_at)},
          {"data_points", fact.hours_with_data}};
}

json rate_json(const GaugeFact& fact) {
  return {{"average", rounded(fact.average, 4)},
          {"peak", rounded(fact.peak, 4)},
          {"peak_at", or_null(fact.peak_at)},
          {"data_points", fact.hours_with_data}};
}

GaugeFact gauge_from_json(const json& object, const char* average, const char* peak) {
  GaugeFact fact;
  if (holds_no_facts(object)) return fact;
  fact.average = base::read::number(object, average);
  fact.peak = base::read::number(object, peak);
  fact.peak_at = read_time(object, "peak_at");
  fact.hours_with_data = base::read::integer(object, "data_points").value_or(0);
  return fact;
}

json queues_json(const std::vector<QueueFact>& queues) {
  json list = json::array();
  for (const auto& queue : queues) {
    list.push_back({{"id", queue.id},
                    {"name", queue.name},
                    {"max_size", rounded(queue.max_size, 2)},
                    {"average_size", rounded(queue.average_size, 2)},
                    {"longest_wait_seconds", rounded(queue.longest_wait_seconds, 2)},
                    {"capacity_errors", or_null(queue.capacity_errors)},
                    {"published", queue.published}});
  }
  return list;
}

std::vector<QueueFact> queues_from_json(const json& data) {
  std::vector<QueueFact> queues;
  for (const auto& one : base::read::array(data, "queues")) {
    QueueFact queue;
    queue.id = base::read::text(one, "id");
    queue.name = base::read::text(one, "name");
    queue.max_size = base::read::number(one, "max_size");
    queue.average_size = base::read::number(one, "average_size");
    queue.longest_wait_seconds = base::read::number(one, "longest_wait_seconds");
    queue.capacity_errors = base::read::integer(one, "capacity_errors");
    queue.published = base::read::boolean(one, "published").value_or(true);
    queues.push_back(queue);
  }
  return queues;
}

json flows_json(const std::vector<FlowErrorFact>& flows) {
  json list = json::array();
  for (const auto& flow : flows) {
    list.push_back({{"id", flow.id},
                    {"name", flow.name},
                    {"errors", or_null(flow.errors)},
                    {"fatal_errors", or_null(flow.fatal_errors)}});
  }
  return list;
}

std::vector<FlowErrorFact> flows_from_json(const json& data) {
  std::vector<FlowErrorFact> flows;
  for (const auto& one : base::read::array(data, "flows")) {
    flows.push_back({base::read::text(one, "id"), base::read::text(one, "name"), base::read::integer(one, "errors"),
                     base::read::integer(one, "fatal_errors")});
  }
  return flows;
}

// A share is cut, as it is everywhere: what is drawn has not reached a limit that the value has not.
json value_json(const std::optional<double>& value, bool is_share) {
  return rounded(value && is_share ? words::cut(*value, 4) : value, 4);
}

json series_json(const std::vector<model::TimeSeries>& all) {
  json list = json::array();
  for (const auto& series : all) {
    const bool is_share = series.unit == "fraction" || series.unit == "percent";
    json values = json::array();
    for (const auto& value : series.values) values.push_back(value_json(value, is_share));
    json entry = {{"metric", series.metric},
                  {"statistic", series.statistic},
                  {"unit", series.unit},
                  {"start", base::to_iso8601(series.start)},
                  {"period_seconds", series.period.count()},
                  {"values", std::move(values)}};
    if (!series.dimension.empty()) entry["dimension"] = series.dimension;
    list.push_back(std::move(entry));
  }
  return list;
}

std::vector<model::TimeSeries> series_from_json(const json& data, const char* key) {
  std::vector<model::TimeSeries> all;
  for (const auto& one : base::read::array(data, key)) {
    const auto start = read_time(one, "start");
    const auto period = base::read::integer(one, "period_seconds");
    if (!start || !period || *period <= 0 || *period > std::int64_t{366} * 86400) continue;
    model::TimeSeries series;
    series.metric = base::read::text(one, "metric");
    series.statistic = base::read::text(one, "statistic");
    series.unit = base::read::text(one, "unit");
    series.dimension = base::read::text(one, "dimension");
    series.start = *start;
    series.period = std::chrono::seconds(*period);
    for (const auto& value : base::read::array(one, "values")) {
      series.values.push_back(value.is_number() ? std::optional(value.get<double>()) : std::nullopt);
    }
    all.push_back(std::move(series));
  }
  return all;
}

}  // namespace

nlohmann::json to_json(const MetricsFacts& facts) {
  const std::optional<double> days = facts.window ? std::optional(facts.window->days()) : std::nullopt;
  const bool known = facts.window.has_value();
  return {{"window", or_null(facts.window)},
          {"days_analyzed", rounded(days, 2)},
          {"hours_in_window", known ? json(facts.hours_in_window) : json(nullptr)},
          {"concurrent_calls", concurrent_json(facts.concurrent_calls)},
          {"calls_per_second", rate_json(facts.calls_per_second)},
          {"missed_calls", count_json(facts.missed_calls)},
          {"throttled_calls", throttled_json(facts)},
          {"calls_breaching", count_json(facts.calls_breaching)},
          {"chats_breaching", count_json(facts.chats_breaching)},
          {"tasks_breaching", count_json(facts.tasks_breaching)},
          {"misconfigured_phone_numbers", count_json(facts.misconfigured_phone_numbers)},
          {"recording_upload_errors", count_json(facts.recording_upload_errors)},
          {"queues", queues_json(facts.queues)},
          {"flows", flows_json(facts.flows)},
          {"flows_without_data", known ? json(facts.flows_without_data) : json(nullptr)},
          {"flows_unpublished", known ? json(facts.flows_unpublished) : json(nullptr)},
          {"hourly", series_json(facts.hourly)},
          {"daily", series_json(facts.daily)}};
}

void read_facts(const model::Document& document, MetricsFacts& facts) {
  const json& data = document.data;
  const auto count = [&data](const char* key) { return count_from_json(base::read::object(data, key)); };
  facts.window = read_window(data);
  facts.hours_in_window = base::read::integer(data, "hours_in_window").value_or(0);
  facts.concurrent_calls =
      gauge_from_json(base::read::object(data, "concurrent_calls"), "period_average", "absolute_peak");
  facts.calls_per_second = gauge_from_json(base::read::object(data, "calls_per_second"), "average", "peak");
  facts.missed_calls = missed_from_json(data);
  const json& throttled = base::read::object(data, "throttled_calls");
  facts.throttled_calls = throttled_from_json(throttled);
  if (!holds_no_facts(throttled)) facts.throttled_severity = base::read::text(throttled, "severity");
  facts.calls_breaching = count("calls_breaching");
  facts.chats_breaching = count("chats_breaching");
  facts.tasks_breaching = count("tasks_breaching");
  facts.misconfigured_phone_numbers = count("misconfigured_phone_numbers");
  facts.recording_upload_errors = count("recording_upload_errors");
  facts.queues = queues_from_json(data);
  facts.flows = flows_from_json(data);
  facts.flows_without_data = base::read::integer(data, "flows_without_data").value_or(0);
  facts.flows_unpublished = base::read::integer(data, "flows_unpublished").value_or(0);
  facts.hourly = series_from_json(data, "hourly");
  facts.daily = series_from_json(data, "daily");
}

}  // namespace components

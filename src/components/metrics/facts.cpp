#include "components/metrics/facts.hpp"

#include <algorithm>
#include <cmath>

namespace components {
namespace {

using model::Metrics;
using model::MetricSeries;

constexpr std::size_t peak_hours_kept = 5;

std::string_view name(model::MetricUnit unit) {
  switch (unit) {
    case model::MetricUnit::count: return "count";
    case model::MetricUnit::seconds: return "seconds";
    case model::MetricUnit::per_second: return "per_second";
    case model::MetricUnit::fraction: return "fraction";
    case model::MetricUnit::percent: return "percent";
  }
  return "count";
}

std::optional<std::int64_t> whole(const std::optional<double>& value) {
  if (!value) return std::nullopt;
  return std::llround(*value);
}

std::vector<model::HourCount> largest_hours(const MetricSeries& series) {
  std::vector<model::HourCount> hours;
  for (const auto& point : series.points) {
    if (point.value > 0) hours.push_back({point.at, std::llround(point.value)});
  }
  std::ranges::stable_sort(hours, [](const auto& a, const auto& b) { return a.count > b.count; });
  if (hours.size() > peak_hours_kept) hours.resize(peak_hours_kept);
  return hours;
}

// Some of them were not answered in full.
bool is_partial(std::initializer_list<const MetricSeries*> asked) {
  return std::ranges::any_of(asked, [](const MetricSeries* one) { return one == nullptr || one->gap; });
}

CountFact count_fact(const Metrics& metrics, std::string_view metric) {
  CountFact fact;
  const MetricSeries* series = model::find(metrics, metric, "Sum");
  fact.partial = is_partial({series});
  const auto total = model::sum(series);
  if (!total) return fact;
  fact.total = std::llround(*total);
  if (metrics.window.days() > 0) fact.daily_average = *total / metrics.window.days();
  if (const auto peak = model::peak(series)) {
    fact.max_hourly = std::llround(peak->value);
    fact.max_hourly_at = peak->at;
  }
  fact.peak_hours = largest_hours(*series);
  fact.hours_with_data = std::int64_t(series->points.size());
  fact.hours_above_zero = std::ranges::count_if(series->points, [](const auto& point) { return point.value > 0; });
  return fact;
}

GaugeFact gauge_fact(const Metrics& metrics, std::string_view metric) {
  GaugeFact fact;
  const MetricSeries* largest = model::find(metrics, metric, "Maximum");
  const MetricSeries* average = model::find(metrics, metric, "Average");
  fact.partial = is_partial({largest, average});
  fact.average = model::mean(average);
  if (const auto peak = model::peak(largest)) {
    fact.peak = peak->value;
    fact.peak_at = peak->at;
    fact.hours_with_data = std::int64_t(largest->points.size());
  }
  return fact;
}

std::vector<QueueFact> queue_facts(const Metrics& metrics, const model::Queues& queues) {
  std::vector<QueueFact> facts;
  for (const auto& queue : queues) {
    QueueFact fact;
    fact.id = queue.id;
    fact.name = queue.name;
    fact.published = model::is_published_name(queue.name);
    if (fact.published) {
      const auto series = [&](const char* metric, const char* statistic) {
        return model::find(metrics, metric, statistic, queue.name);
      };
      const auto *largest = series("QueueSize", "Maximum"), *average = series("QueueSize", "Average"),
                 *wait = series("LongestQueueWaitTime", "Maximum"),
                 *refused = series("QueueCapacityExceededError", "Sum");
      fact.partial = is_partial({largest, average, wait, refused});
      if (const auto size = model::peak(largest)) fact.max_size = size->value;
      fact.average_size = model::mean(average);
      if (const auto longest = model::peak(wait)) fact.longest_wait_seconds = longest->value;
      fact.capacity_errors = whole(model::sum(refused));
    }
    facts.push_back(fact);
  }
  std::ranges::stable_sort(facts, [](const auto& a, const auto& b) {
    return a.longest_wait_seconds.value_or(-1) > b.longest_wait_seconds.value_or(-1);
  });
  return facts;
}

void add_flows(MetricsFacts& facts, const Metrics& metrics, const std::vector<model::FlowSummary>& flows) {
  std::int64_t without_data = 0;
  bool is_whole = true;
  facts.flows_unpublished = 0;
  for (const auto& flow : flows) {
    if (!model::is_published(flow)) continue;
    const bool is_own = !model::is_aws_flow_name(flow.name);
    if (!model::is_published_name(flow.name)) {
      if (is_own) ++*facts.flows_unpublished;
      continue;
    }
    const auto *every = model::find(metrics, "ContactFlowErrors", "Sum", flow.name),
               *ending = model::find(metrics, "ContactFlowFatalErrors", "Sum", flow.name);
    const bool partial = is_partial({every, ending});
    is_whole = is_whole && !(is_own && partial);
    const auto errors = whole(model::sum(every)), fatal = whole(model::sum(ending));
    if (is_own && !errors && !fatal) ++without_data;
    if (errors.value_or(0) > 0 || fatal.value_or(0) > 0) {
      facts.flows.push_back({flow.id, flow.name, errors, fatal, partial});
    }
  }
  if (is_whole) facts.flows_without_data = without_data;
  std::ranges::stable_sort(facts.flows, [](const auto& a, const auto& b) {
    return std::pair(a.fatal_errors.value_or(0), a.errors.value_or(0)) >
           std::pair(b.fatal_errors.value_or(0), b.errors.value_or(0));
  });
}

// One value per period from `start` on, nothing where there is no point.
model::TimeSeries chart(const MetricSeries& series, const std::vector<model::MetricPoint>& points, base::Time start,
                        base::Time end, std::chrono::seconds period) {
  model::TimeSeries chart;
  chart.metric = series.row->metric;
  chart.statistic = series.row->statistic;
  chart.unit = name(series.row->unit);
  chart.dimension = series.dimension;
  chart.start = start;
  chart.period = period;
  chart.values.resize(
      std::size_t(std::max<std::int64_t>(0, (end - start + period - std::chrono::milliseconds(1)) / period)));
  for (const auto& point : points) {
    const std::int64_t index = point.at < start ? -1 : (point.at - start) / period;
    if (index >= 0 && std::size_t(index) < chart.values.size()) chart.values[std::size_t(index)] = point.value;
  }
  return chart;
}

void add_charts(MetricsFacts& facts, const Metrics& metrics) {
  const auto [start, end] = metrics.window;
  for (const auto& series : metrics.series) {
    if (series.row == nullptr || series.row->scope != model::MetricScope::instance || series.points.empty()) continue;
    facts.hourly.push_back(chart(series, series.points, start, end, model::hour));
    if (series.row->statistic == "Sum" && !series.gap) {  // what a day is short of does not show in its sum
      const base::Time first_day = std::chrono::floor<std::chrono::days>(start);
      facts.daily.push_back(chart(series, model::by_day(series), first_day, end, model::day));
    }
  }
}

}  // namespace

MetricsFacts metrics_facts(const model::Scene&, const model::Dataset<model::Metrics>& dataset,
                           const model::Dataset<model::Queues>& queues,
                           const model::Dataset<model::FlowSummaries>& flows) {
  MetricsFacts facts;
  if (!dataset.known()) return facts;
  const Metrics& metrics = *dataset.value;
  facts.window = metrics.window;
  for (const GaugeRow& row : gauge_rows) facts.gauges[row.key] = gauge_fact(metrics, row.metric);
  for (const CountRow& row : count_rows) facts.counts[row.key] = count_fact(metrics, row.metric);
  facts.queues_are_complete = queues.complete();
  if (queues.known()) facts.queues = queue_facts(metrics, *queues.value);
  if (flows.known()) add_flows(facts, metrics, *flows.value);
  add_charts(facts, metrics);
  return facts;
}

}  // namespace components

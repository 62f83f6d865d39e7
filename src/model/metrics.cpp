#include "model/metrics.hpp"

#include <algorithm>
#include <map>

namespace model {
namespace {

bool is_of(const MetricSeries& series, std::string_view metric, std::string_view statistic,
           std::string_view dimension) {
  return series.row->metric == metric && series.row->statistic == statistic && series.dimension == dimension;
}

}  // namespace

const MetricSeries* find(const Metrics& metrics, std::string_view metric, std::string_view statistic,
                         std::string_view dimension) {
  const MetricSeries* without_points = nullptr;
  for (const auto& series : metrics.series) {
    if (!is_of(series, metric, statistic, dimension)) continue;
    if (!series.points.empty()) return &series;
    if (without_points == nullptr) without_points = &series;
  }
  return without_points;
}

std::optional<double> sum(const MetricSeries* series) {
  if (series == nullptr || series->points.empty()) return std::nullopt;
  double total = 0;
  for (const auto& point : series->points) total += point.value;
  return total;
}

std::optional<double> mean(const MetricSeries* series) {
  const auto total = sum(series);
  if (!total) return std::nullopt;
  return *total / double(series->points.size());
}

std::optional<MetricPoint> peak(const MetricSeries* series) {
  if (series == nullptr || series->points.empty()) return std::nullopt;
  return *std::ranges::max_element(series->points,
                                   [](const MetricPoint& a, const MetricPoint& b) { return a.value < b.value; });
}

bool is_silent(const Metrics& metrics, std::string_view metric, std::string_view statistic,
               std::string_view dimension) {
  bool asked = false;
  for (const auto& series : metrics.series) {
    if (!is_of(series, metric, statistic, dimension)) continue;
    if (series.gap || !series.points.empty()) return false;
    asked = true;
  }
  return asked;
}

Traffic traffic_by(const Metrics& metrics, std::string_view metric, std::string_view dimension) {
  const auto* series = find(metrics, metric, "Maximum", dimension);
  const auto highest = peak(series);
  if (highest && highest->value > 0) return Traffic::some;
  const bool is_zero = highest && !series->gap;
  return is_zero || is_silent(metrics, metric, "Maximum", dimension) ? Traffic::none : Traffic::unknown;
}

Traffic traffic_of(const Metrics& metrics) {
  Traffic all = Traffic::none;
  for (const char* metric : {"ConcurrentCalls", "ConcurrentActiveChats", "ConcurrentTasks", "ConcurrentEmails"}) {
    const Traffic one = traffic_by(metrics, metric);
    if (one == Traffic::some) return one;
    if (one == Traffic::unknown) all = one;
  }
  return all;
}

std::vector<MetricPoint> by_day(const MetricSeries& series) {
  std::map<base::Time, double> days;
  for (const auto& point : series.points) {
    const base::Time day_start = std::chrono::floor<std::chrono::days>(point.at);
    const auto [slot, is_new] = days.try_emplace(day_start, point.value);
    if (is_new) continue;
    slot->second = series.row->statistic == "Sum" ? slot->second + point.value : std::max(slot->second, point.value);
  }
  std::vector<MetricPoint> out;
  for (const auto& [at, value] : days) out.push_back({at, value});
  return out;
}

bool is_published_name(std::string_view name) {
  static constexpr std::string_view allowed =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,-_/#:$@|&{}+?% ";
  return !name.empty() && name.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace model

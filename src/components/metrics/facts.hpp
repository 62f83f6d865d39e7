// Facts of the component `metrics`. Plain data; JSON in the .cpp alone.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"
#include "model/inventory.hpp"
#include "model/time_series.hpp"

namespace components {

struct CountFact {  // a metric that is added up
  std::optional<std::int64_t> total;
  std::optional<double> daily_average;  // over the days of the window, not over those with data
  std::optional<std::int64_t> max_hourly;
  std::optional<base::Time> max_hourly_at;
  std::vector<model::HourCount> peak_hours;  // the five largest above zero, largest first
  std::int64_t hours_above_zero = 0;
  std::int64_t hours_with_data = 0;
  bool partial = false;  // CloudWatch answered only in part: the total is a lower bound
};

struct GaugeFact {
  std::optional<double> average;  // of the hours that have data
  std::optional<double> peak;
  std::optional<base::Time> peak_at;
  std::int64_t hours_with_data = 0;
};

struct QueueFact {
  std::string id;
  std::string name;
  std::optional<double> max_size;
  std::optional<double> average_size;
  std::optional<double> longest_wait_seconds;
  std::optional<std::int64_t> capacity_errors;
  bool published = true;  // false: CloudWatch does not take its name
};

struct FlowErrorFact {
  std::string id;
  std::string name;
  std::optional<std::int64_t> errors;
  std::optional<std::int64_t> fatal_errors;
};

struct MetricsFacts {
  static constexpr std::string_view component = "metrics";

  std::optional<model::Window> window;  // what was read; shorter than the review's when that looks back over two weeks
  std::int64_t hours_in_window = 0;
  GaugeFact concurrent_calls;
  GaugeFact calls_per_second;
  CountFact missed_calls;
  CountFact throttled_calls;
  std::string throttled_severity;  // Excellent, Low, Moderate, High, Critical; empty when not known
  CountFact calls_breaching, chats_breaching, tasks_breaching;
  CountFact misconfigured_phone_numbers;
  CountFact recording_upload_errors;
  std::vector<QueueFact> queues;     // longest wait first
  std::vector<FlowErrorFact> flows;  // those with errors, most first
  std::int64_t flows_without_data = 0;
  std::int64_t flows_unpublished = 0;
  std::vector<model::TimeSeries> hourly;  // instance scope, for charts
  std::vector<model::TimeSeries> daily;   // the sums of each day
};

MetricsFacts metrics_facts(const model::Scene& scene, const model::Dataset<model::Metrics>& metrics,
                           const model::Dataset<model::Queues>& queues,
                           const model::Dataset<model::FlowSummaries>& flows);
nlohmann::json to_json(const MetricsFacts& facts);
void read_facts(const model::Document& document, MetricsFacts& facts);

}  // namespace components

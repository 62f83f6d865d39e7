// Facts of the component `metrics`. Plain data.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
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
  bool partial = false;  // CloudWatch did not answer, or only in part: what is there is a lower bound
};

struct GaugeFact {
  std::optional<double> average;  // of the hours that have data
  std::optional<double> peak;
  std::optional<base::Time> peak_at;
  std::int64_t hours_with_data = 0;
  bool partial = false;  // as of a CountFact
};

// A metric that is added up over the window: where its facts stand in the JSON, and its words.
struct CountRow {
  std::string_view key;
  std::string_view metric;
  std::string_view title;          // in the table of totals
  std::string_view measure_title;  // of the measure metrics.<key>.sum
  std::string_view unit;
  // The reference application's names for some of the members.
  std::string_view total = "total";
  std::string_view above_zero = "hours_above_zero";
  std::string_view with_data = "data_points";
};

inline constexpr std::string_view missed_calls = "missed_calls", throttled_calls = "throttled_calls";

inline constexpr CountRow count_rows[] = {
    {missed_calls, "MissedCalls", "Missed calls", "Missed calls", "calls"},
    {throttled_calls, "ThrottledCalls", "Throttled calls", "Throttled calls", "calls", "total_throttled",
     "hours_with_throttling", "total_hours_analyzed"},
    {"calls_breaching", "CallsBreachingConcurrencyQuota", "Calls over the quota",
     "Calls refused by the concurrency quota", "calls"},
    {"chats_breaching", "ChatsBreachingActiveChatQuota", "Chats over the quota",
     "Chats refused by the concurrency quota", "chats"},
    {"tasks_breaching", "TasksBreachingConcurrencyQuota", "Tasks over the quota",
     "Tasks refused by the concurrency quota", "tasks"},
    {"misconfigured_phone_numbers", "MisconfiguredPhoneNumbers", "Calls to misconfigured numbers",
     "Calls to misconfigured numbers", "calls"},
    {"recording_upload_errors", "CallRecordingUploadError", "Recordings that could not be stored",
     "Recordings that could not be stored", "recordings"},
};

// A metric that goes up and down.
struct GaugeRow {
  std::string_view key;
  std::string_view metric;
  std::string_view average, peak;  // names of the members in the JSON
  int decimals;
};

inline constexpr std::string_view concurrent_calls = "concurrent_calls", calls_per_second = "calls_per_second";

inline constexpr GaugeRow gauge_rows[] = {
    {concurrent_calls, "ConcurrentCalls", "period_average", "absolute_peak", 2},
    {calls_per_second, "CallsPerInterval", "average", "peak", 4},
};

struct QueueFact {
  std::string id;
  std::string name;
  std::optional<double> max_size;
  std::optional<double> average_size;
  std::optional<double> longest_wait_seconds;
  std::optional<std::int64_t> capacity_errors;
  bool published = true;  // false: CloudWatch does not take its name
  bool partial = false;   // as of a CountFact
};

struct FlowErrorFact {
  std::string id;
  std::string name;
  std::optional<std::int64_t> errors;
  std::optional<std::int64_t> fatal_errors;
  bool partial = false;  // as of a CountFact
};

struct MetricsFacts {
  static constexpr std::string_view component = "metrics";

  MetricsFacts() {
    for (const GaugeRow& row : gauge_rows) gauges[row.key];
    for (const CountRow& row : count_rows) counts[row.key];
  }

  std::optional<model::Window> window;  // what was read; shorter than the review's when that looks back over two weeks
  std::map<std::string_view, GaugeFact> gauges;    // one for each of the gauge_rows, by its key
  std::map<std::string_view, CountFact> counts;    // one for each of the count_rows, by its key
  std::vector<QueueFact> queues;                   // longest wait first
  bool queues_are_complete = false;                // their list was read to its end
  std::vector<FlowErrorFact> flows;                // those with errors, most first
  std::optional<std::int64_t> flows_without_data;  // nothing unless CloudWatch answered for each
  std::optional<std::int64_t> flows_unpublished;
  std::vector<model::TimeSeries> hourly;  // instance scope, for charts
  std::vector<model::TimeSeries> daily;   // the sums of each day
};

MetricsFacts metrics_facts(const model::Scene& scene, const model::Dataset<model::Metrics>& metrics,
                           const model::Dataset<model::Queues>& queues,
                           const model::Dataset<model::FlowSummaries>& flows);

}  // namespace components

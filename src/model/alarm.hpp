// The alarm datasets: what CloudWatch's alarms watch of an instance and of what other services run for it, and whether
// the topics that they tell are listened to. Plain data, and how a composite alarm names others.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "model/dataset.hpp"
#include "model/published_metric.hpp"
#include "model/word.hpp"

namespace model {

// A metric that an alarm reads.
struct WatchedMetric {
  std::string metric_namespace = std::string(connect_namespace);
  std::string metric{};
  MetricDimensions dimensions{};
  std::string statistic{};    // Sum, Maximum, p90, …
  std::int64_t period = 300;  // seconds
  std::string unit{};         // that values must have to count; empty: any
};

enum class AlarmKind {
  metric,      // one metric against a threshold
  expression,  // metric math
  band,        // a metric against what is usual for it
  query,       // Metrics Insights
  promql,
  composite,  // a rule on other alarms
  unknown,    // of a newer API
};
std::string_view name(AlarmKind kind);
constexpr auto values_of(AlarmKind) {
  return enumerators<AlarmKind::unknown>();
}

inline constexpr std::string_view alarm_state = "ALARM", no_data_state = "INSUFFICIENT_DATA";

struct Alarm {
  std::string name{};
  AlarmKind kind = AlarmKind::metric;
  std::vector<WatchedMetric> metrics{};  // a query's have no dimensions
  std::string query{};                   // the text of one, and of PromQL
  std::vector<std::string> children{};   // of a composite alarm: names of those whose alarms it takes over
  std::string comparison{};              // GreaterThanThreshold, …
  std::optional<double> threshold{};
  std::int64_t datapoints_to_alarm = 1;
  std::string missing_data = "missing";  // breaching, notBreaching, ignore, missing
  bool actions_enabled = true;
  std::vector<std::string> actions{};  // ARNs of what is called when it goes into alarm
  std::string state{};                 // OK, ALARM, INSUFFICIENT_DATA
  std::optional<base::Time> state_since{};
  std::string evaluation_state{};  // EVALUATION_ERROR, …; empty: it is evaluated
  bool is_of_instance = true;      // it watches the instance itself, or may do so
};

// All of the account in the instance's Region: those of streams, functions and bots are found among them.
using Alarms = std::vector<Alarm>;

inline auto alarms_of_instance(const Alarms& alarms) {
  return alarms | std::views::filter(&Alarm::is_of_instance);
}

// The values are above the threshold, or above the band, when it fires.
bool looks_up(const Alarm& alarm);

// What a query of Metrics Insights is narrowed by: the text between WHERE and GROUP BY; empty where there is none.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
std::string_view query_condition(std::string_view query);

// The alarms that a composite alarm's rule takes over: each that stands in ALARM(…), or in OK(…) under a NOT.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
std::vector<std::string> alarms_taken_over(std::string_view rule);

// The rule with another name for each alarm in it.
std::string with_alarm_names(std::string_view rule, const std::function<std::string(std::string_view)>& other);

// https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
struct AlarmTopic {
  bool exists = true;
  std::int64_t confirmed = 0, pending = 0;  // subscriptions
  std::optional<Gap> gap{};
};

// By ARN: the topics that alarms of the instance tell.
using AlarmTopics = std::map<std::string, AlarmTopic>;

// Of an alarm's actions, one that tells an SNS topic.
bool is_topic(std::string_view action);

}  // namespace model

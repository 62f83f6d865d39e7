// The metrics dataset: time series of the namespace AWS/Connect as GetMetricData answered them. Plain data and plain
// questions about it. https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "model/dataset.hpp"
#include "model/scene.hpp"

namespace model {

enum class MetricUnit { count, seconds, per_second, fraction, percent };  // fraction: 0 to 1; percent: 0 to 100
enum class MetricScope { instance, queue, flow };

struct MetricRow {
  std::string_view metric;
  std::string_view group;      // the dimension MetricGroup
  std::string_view statistic;  // Sum, Maximum, Average
  MetricUnit unit;
  MetricScope scope;
  std::chrono::seconds period;
};

inline constexpr std::chrono::seconds hour{3600};
inline constexpr std::chrono::seconds day{86400};

// Everything that is asked, in the order in which it is asked. E-mail metrics stand under both spellings of the group
// that AWS's documentation has used.
inline constexpr MetricRow metric_rows[] = {
    {"ConcurrentCalls", "VoiceCalls", "Maximum", MetricUnit::count, MetricScope::instance, hour},
    {"ConcurrentCalls", "VoiceCalls", "Average", MetricUnit::count, MetricScope::instance, hour},
    {"ConcurrentCallsPercentage", "VoiceCalls", "Maximum", MetricUnit::fraction, MetricScope::instance, hour},
    {"CallsPerInterval", "VoiceCalls", "Maximum", MetricUnit::per_second, MetricScope::instance, hour},
    {"CallsPerInterval", "VoiceCalls", "Average", MetricUnit::per_second, MetricScope::instance, hour},
    {"CallsBreachingConcurrencyQuota", "VoiceCalls", "Sum", MetricUnit::count, MetricScope::instance, hour},
    {"MissedCalls", "VoiceCalls", "Sum", MetricUnit::count, MetricScope::instance, hour},
    {"ThrottledCalls", "VoiceCalls", "Sum", MetricUnit::count, MetricScope::instance, hour},
    {"MisconfiguredPhoneNumbers", "VoiceCalls", "Sum", MetricUnit::count, MetricScope::instance, hour},
    {"CallRecordingUploadError", "CallRecordings", "Sum", MetricUnit::count, MetricScope::instance, hour},
    {"ConcurrentHighVolumeCalls", "VoiceCalls", "Maximum", MetricUnit::count, MetricScope::instance, hour},
    {"ConcurrentHighVolumeCallsPercentage", "VoiceCalls", "Maximum", MetricUnit::fraction, MetricScope::instance, hour},
    {"ConcurrentActiveChats", "Chats", "Maximum", MetricUnit::count, MetricScope::instance, hour},
    {"ConcurrentActiveChatsPercentage", "Chats", "Maximum", MetricUnit::percent, MetricScope::instance, hour},
    {"ChatsBreachingActiveChatQuota", "Chats", "Sum", MetricUnit::count, MetricScope::instance, hour},
    {"ConcurrentTasks", "Tasks", "Maximum", MetricUnit::count, MetricScope::instance, hour},
    {"ConcurrentTasksPercentage", "Tasks", "Maximum", MetricUnit::percent, MetricScope::instance, hour},
    {"TasksBreachingConcurrencyQuota", "Tasks", "Sum", MetricUnit::count, MetricScope::instance, hour},
    {"ConcurrentEmails", "Emails", "Maximum", MetricUnit::count, MetricScope::instance, hour},
    {"ConcurrentEmailsPercentage", "Emails", "Maximum", MetricUnit::percent, MetricScope::instance, hour},
    {"ConcurrentEmails", "Email", "Maximum", MetricUnit::count, MetricScope::instance, hour},
    {"ConcurrentEmailsPercentage", "Email", "Maximum", MetricUnit::percent, MetricScope::instance, hour},
    {"QueueSize", "Queue", "Maximum", MetricUnit::count, MetricScope::queue, hour},
    {"QueueSize", "Queue", "Average", MetricUnit::count, MetricScope::queue, hour},
    {"LongestQueueWaitTime", "Queue", "Maximum", MetricUnit::seconds, MetricScope::queue, hour},
    {"QueueCapacityExceededError", "Queue", "Sum", MetricUnit::count, MetricScope::queue, hour},
    {"ContactFlowErrors", "ContactFlow", "Sum", MetricUnit::count, MetricScope::flow, day},
    {"ContactFlowFatalErrors", "ContactFlow", "Sum", MetricUnit::count, MetricScope::flow, day},
};

struct MetricPoint {
  base::Time at;  // start of the period
  double value = 0;
};

struct MetricSeries {
  const MetricRow* row = nullptr;
  std::string dimension;            // the queue's or flow's name; empty at instance scope
  std::vector<MetricPoint> points;  // by time; a period without data has no point
  std::optional<Gap> gap;           // CloudWatch did not answer it, or only in part
};

struct Metrics {
  Window window;  // what was asked for: never more than two weeks
  std::vector<MetricSeries> series;
};

// The series of one metric and statistic; nullptr when it was not asked for.
const MetricSeries* find(const Metrics& metrics, std::string_view metric, std::string_view statistic,
                         std::string_view dimension = "");

// Nothing when there is no point: absence of data is not zero.
std::optional<double> sum(const MetricSeries* series);
std::optional<double> mean(const MetricSeries* series);
std::optional<MetricPoint> peak(const MetricSeries* series);  // the earliest of equals

// The points of each UTC day, added up (Sum) or the largest (Maximum); a day without points is left out.
std::vector<MetricPoint> by_day(const MetricSeries& series);

// CloudWatch publishes a queue's or flow's metrics only when its name holds nothing but these characters.
bool is_published_name(std::string_view name);

}  // namespace model

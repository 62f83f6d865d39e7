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
};

// Everything is asked by the hour. CloudWatch aligns longer periods by its own days, which would lose or add hours at
// both ends of a window that does not begin at midnight UTC.
inline constexpr std::chrono::seconds hour{3600};
inline constexpr std::chrono::seconds day{86400};

// Everything that is asked, in the order in which it is asked. E-mail metrics stand under both spellings of the group
// that AWS's documentation has used.
inline constexpr MetricRow metric_rows[] = {
    {"ConcurrentCalls", "VoiceCalls", "Maximum", MetricUnit::count, MetricScope::instance},
    {"ConcurrentCalls", "VoiceCalls", "Average", MetricUnit::count, MetricScope::instance},
    {"ConcurrentCallsPercentage", "VoiceCalls", "Maximum", MetricUnit::fraction, MetricScope::instance},
    {"CallsPerInterval", "VoiceCalls", "Maximum", MetricUnit::per_second, MetricScope::instance},
    {"CallsPerInterval", "VoiceCalls", "Average", MetricUnit::per_second, MetricScope::instance},
    {"CallsBreachingConcurrencyQuota", "VoiceCalls", "Sum", MetricUnit::count, MetricScope::instance},
    {"MissedCalls", "VoiceCalls", "Sum", MetricUnit::count, MetricScope::instance},
    {"ThrottledCalls", "VoiceCalls", "Sum", MetricUnit::count, MetricScope::instance},
    {"MisconfiguredPhoneNumbers", "VoiceCalls", "Sum", MetricUnit::count, MetricScope::instance},
    {"CallRecordingUploadError", "CallRecordings", "Sum", MetricUnit::count, MetricScope::instance},
    {"ConcurrentHighVolumeCalls", "VoiceCalls", "Maximum", MetricUnit::count, MetricScope::instance},
    {"ConcurrentHighVolumeCallsPercentage", "VoiceCalls", "Maximum", MetricUnit::fraction, MetricScope::instance},
    {"ConcurrentActiveChats", "Chats", "Maximum", MetricUnit::count, MetricScope::instance},
    {"ConcurrentActiveChatsPercentage", "Chats", "Maximum", MetricUnit::percent, MetricScope::instance},
    {"ChatsBreachingActiveChatQuota", "Chats", "Sum", MetricUnit::count, MetricScope::instance},
    {"ConcurrentTasks", "Tasks", "Maximum", MetricUnit::count, MetricScope::instance},
    {"ConcurrentTasksPercentage", "Tasks", "Maximum", MetricUnit::percent, MetricScope::instance},
    {"TasksBreachingConcurrencyQuota", "Tasks", "Sum", MetricUnit::count, MetricScope::instance},
    {"ConcurrentEmails", "Emails", "Maximum", MetricUnit::count, MetricScope::instance},
    {"ConcurrentEmailsPercentage", "Emails", "Maximum", MetricUnit::percent, MetricScope::instance},
    {"ConcurrentEmails", "Email", "Maximum", MetricUnit::count, MetricScope::instance},
    {"ConcurrentEmailsPercentage", "Email", "Maximum", MetricUnit::percent, MetricScope::instance},
    {"QueueSize", "Queue", "Maximum", MetricUnit::count, MetricScope::queue},
    {"QueueSize", "Queue", "Average", MetricUnit::count, MetricScope::queue},
    {"LongestQueueWaitTime", "Queue", "Maximum", MetricUnit::seconds, MetricScope::queue},
    {"QueueCapacityExceededError", "Queue", "Sum", MetricUnit::count, MetricScope::queue},
    {"ContactFlowErrors", "ContactFlow", "Sum", MetricUnit::count, MetricScope::flow},
    {"ContactFlowFatalErrors", "ContactFlow", "Sum", MetricUnit::count, MetricScope::flow},
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

// Every series of the metric was answered in full and holds nothing. CloudWatch publishes a metric only while there is
// something to measure; whether that was nothing to count or nothing at all, another metric has to tell.
bool is_silent(const Metrics& metrics, std::string_view metric, std::string_view statistic,
               std::string_view dimension = "");

// Whether there were contacts, by a metric of how many there are at the same time: the proof that CloudWatch would have
// held what there was to count.
enum class Traffic { some, none, unknown };
Traffic traffic_by(const Metrics& metrics, std::string_view metric, std::string_view dimension = "");
Traffic traffic_of(const Metrics& metrics);  // of the whole instance, on any channel

// The points of each UTC day, added up (Sum) or the largest (Maximum); a day without points is left out.
std::vector<MetricPoint> by_day(const MetricSeries& series);

// CloudWatch publishes a queue's or flow's metrics only when its name holds nothing but these characters.
bool is_published_name(std::string_view name);

}  // namespace model

// The metrics that Amazon Connect publishes in CloudWatch, those that a review does not read among them: under which
// dimensions, in which unit and how often. Constant data, pure functions.
// https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/metrics.hpp"
#include "model/scene.hpp"

namespace model {

inline constexpr std::string_view connect_namespace = "AWS/Connect";

using MetricDimensions = std::map<std::string, std::string>;

enum class MetricNature {
  counter,  // of what should not happen: Sum tells how often
  level,    // how many at the same time, how long, which share: Maximum tells the worst
};

struct PublishedMetric {
  std::string_view metric;
  std::string_view group;  // the dimension MetricGroup; empty: the metric is of agents' media streams
  MetricUnit unit;
  MetricNature nature;
  MetricScope scope = MetricScope::instance;
  int seconds = 60;  // from one value to the next
  std::string_view instance_dimension = "InstanceId";
};

// Not the metrics of single contacts and of signing keys. A metric that AWS's documentation has spelled in two ways
// stands here twice.
inline constexpr PublishedMetric published_metrics[] = {
    {"CallsBreachingConcurrencyQuota", "VoiceCalls", MetricUnit::count, MetricNature::counter},
    {"CallsPerInterval", "VoiceCalls", MetricUnit::per_second, MetricNature::level},
    {"ConcurrentCalls", "VoiceCalls", MetricUnit::count, MetricNature::level},
    {"ConcurrentCallsPercentage", "VoiceCalls", MetricUnit::fraction, MetricNature::level},
    {"ConcurrentHighVolumeCalls", "VoiceCalls", MetricUnit::count, MetricNature::level},
    {"ConcurrentHighVolumeCallsPercentage", "VoiceCalls", MetricUnit::fraction, MetricNature::level},
    {"MisconfiguredPhoneNumbers", "VoiceCalls", MetricUnit::count, MetricNature::counter},
    {"MissedCalls", "VoiceCalls", MetricUnit::count, MetricNature::counter},
    {"ThrottledCalls", "VoiceCalls", MetricUnit::count, MetricNature::counter},
    {"CallRecordingUploadError", "CallRecordings", MetricUnit::count, MetricNature::counter},
    {"ChatsBreachingActiveChatQuota", "Chats", MetricUnit::count, MetricNature::counter},
    {"ConcurrentActiveChats", "Chats", MetricUnit::count, MetricNature::level},
    {"ConcurrentActiveChatsPercentage", "Chats", MetricUnit::percent, MetricNature::level},
    {"SuccessfulChatsPerInterval", "Chats", MetricUnit::count, MetricNature::level},
    {"ConcurrentTasks", "Tasks", MetricUnit::count, MetricNature::level, MetricScope::instance, 300},
    {"ConcurrentTasksPercentage", "Tasks", MetricUnit::percent, MetricNature::level, MetricScope::instance, 300},
    {"TasksBreachingConcurrencyQuota", "Tasks", MetricUnit::count, MetricNature::counter, MetricScope::instance, 300},
    {"ConcurrentEmails", "Emails", MetricUnit::count, MetricNature::level, MetricScope::instance, 300},
    {"ConcurrentEmails", "Email", MetricUnit::count, MetricNature::level, MetricScope::instance, 300},
    {"ConcurrentEmailsPercentage", "Emails", MetricUnit::percent, MetricNature::level, MetricScope::instance, 300},
    {"ConcurrentEmailsPercentage", "Email", MetricUnit::percent, MetricNature::level, MetricScope::instance, 300},
    {"LongestQueueWaitTime", "Queue", MetricUnit::seconds, MetricNature::level, MetricScope::queue},
    {"QueueCapacityExceededError", "Queue", MetricUnit::count, MetricNature::counter, MetricScope::queue},
    {"QueueSize", "Queue", MetricUnit::count, MetricNature::level, MetricScope::queue},
    {"CallBackNotDialableNumber", "ContactFlow", MetricUnit::count, MetricNature::counter, MetricScope::flow},
    {"ContactFlowErrors", "ContactFlow", MetricUnit::count, MetricNature::counter, MetricScope::flow},
    {"ContactFlowFatalErrors", "ContactFlow", MetricUnit::count, MetricNature::counter, MetricScope::flow},
    {"ToInstancePacketLossRate", "", MetricUnit::fraction, MetricNature::level, MetricScope::instance, 10,
     "Instance ID"},
    {"ToInstancePacketLossRate", "", MetricUnit::fraction, MetricNature::level, MetricScope::instance, 10},
};

// All ways in which it is published; none for a metric that is not in the table.
std::vector<const PublishedMetric*> published_as(std::string_view metric);

inline constexpr std::string_view queue_dimension = "QueueName", flow_dimension = "ContactFlowName";

// CloudWatch has data only under exactly these. An empty value stands for the name of any queue or flow.
MetricDimensions dimensions_of(const PublishedMetric& published, const InstanceRef& instance);

}  // namespace model

// What the checks of alarms have in common: of each alarm of the instance, what keeps it from firing when it should and
// makes it fire when it should not. Made once for all of them.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checks/check.hpp"

namespace checks {

struct AlarmFlaw {
  bool is_blind = true;        // it can never fire
  bool is_of_settings = true;  // another dimension, unit, threshold or statistic makes it right
  std::string headline{};      // behind the alarm's name
  std::string observed{};      // in sentences
};

struct AlarmLook {
  const model::Alarm* alarm = nullptr;
  std::vector<AlarmFlaw> flaws;               // those that make it blind come first
  std::optional<Gap> unknown;                 // why not all of it can be judged
  std::string beyond;                         // what of it this review does not judge, in a sentence
  std::optional<model::WantedAlarm> right{};  // how it should be, where its settings alone are wrong

  bool is_blind() const { return std::ranges::any_of(flaws, &AlarmFlaw::is_blind); }
};

// Of all but composite alarms, which watch nothing themselves.
using AlarmLooks = std::vector<AlarmLook>;

AlarmLooks alarm_looks(const Scene& scene, const model::Alarms& alarms, const Dataset<model::Queues>& queues,
                       const Dataset<model::FlowSummaries>& flows, const Dataset<model::Metrics>& metrics);

using MakesAlarmLooks = Reader<decltype(&alarm_looks), alarm_looks, &Inventory::alarms, &Inventory::queues,
                               &Inventory::flows, &Inventory::metrics>;

// As Amazon Connect publishes it for this instance; nullptr when there is no data under its dimensions.
const model::PublishedMetric* published(const model::WatchedMetric& watched, const model::InstanceRef& instance);

// The queue's or flow's name among its dimensions; empty where there is none.
std::string_view dimension_of(const model::WatchedMetric& watched, model::MetricScope scope);

// "ThrottledCalls" or "QueueSize of Sales, LongestQueueWaitTime of Sales".
std::string watched_text(const model::Alarm& alarm);

// The alarm as the resource of a judgement, with what shows it.
Judgement about_alarm(const Scene& scene, const model::Alarm& alarm);

}  // namespace checks

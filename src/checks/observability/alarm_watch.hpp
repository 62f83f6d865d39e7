// Which alarms watch a metric of the instance, or of one of its queues or flows. Pure function.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "checks/observability/alarm_look.hpp"

namespace checks {

// What of an instance a metric is of.
struct WatchedPlace {
  model::MetricScope scope = model::MetricScope::instance;
  std::string_view name{};  // of the queue or flow
};

struct AlarmWatch {
  std::set<std::string> alarms;  // names of those that can fire
  std::set<std::string> blind;   // of those that are meant to watch it and cannot fire
  bool cannot_tell = false;      // there is one that may watch it
};

// Alarms on too much: one that fires when there is too little does not watch.
AlarmWatch alarm_watch(const Scene& scene, const AlarmLooks& looks, std::string_view metric, const WatchedPlace& place);

}  // namespace checks

// Facts of the component `observability`. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
#include "model/inventory.hpp"

namespace components {

// Of a metric that an alarm watches.
struct WatchedFact {
  std::string metric;
  std::string of;  // the queue or flow; empty: the instance
};

struct AlarmFact {
  std::string name;
  model::AlarmKind kind = model::AlarmKind::metric;
  std::vector<WatchedFact> watches;
  std::vector<std::string> children;  // of a composite alarm
  std::optional<double> threshold;
  std::string state;  // as CloudWatch names it
  std::optional<base::Time> state_since;
  std::int64_t actions = 0;  // that are switched on
};

struct ObservabilityFacts {
  static constexpr std::string_view component = "observability";

  std::optional<std::int64_t> alarms_read;  // that watch the instance
  bool complete = false;
  std::vector<AlarmFact> alarms;  // by name
};

std::int64_t in_alarm(const ObservabilityFacts& facts);

ObservabilityFacts observability_facts(const model::Scene& scene, const model::Dataset<model::Alarms>& alarms);

}  // namespace components

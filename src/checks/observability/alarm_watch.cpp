#include "checks/observability/alarm_watch.hpp"

#include <algorithm>

namespace checks {
namespace {

using model::AlarmKind;
using model::MetricScope;

// To one queue or flow, or to some of them.
bool is_narrowed(const model::Alarm& query) {
  const std::string_view condition = model::query_condition(query.query);
  return condition.find(model::queue_dimension) != std::string_view::npos ||
         condition.find(model::flow_dimension) != std::string_view::npos;
}

void add_query(const AlarmLook& look, std::string_view metric, const WatchedPlace& place, AlarmWatch& watch) {
  const model::Alarm& alarm = *look.alarm;
  if (!std::ranges::any_of(alarm.metrics, [&](const auto& one) { return one.metric == metric; })) return;
  if (place.scope != MetricScope::instance && is_narrowed(alarm)) {
    watch.cannot_tell = true;
  } else if (model::looks_up(alarm)) {
    watch.alarms.insert(alarm.name);
  }
}

void add_metric(const AlarmLook& look, bool has_data, AlarmWatch& watch) {
  if (!has_data || look.is_blind()) {
    watch.blind.insert(look.alarm->name);
  } else if (look.unknown) {
    watch.cannot_tell = true;
  } else if (model::looks_up(*look.alarm)) {
    watch.alarms.insert(look.alarm->name);
  }
}

void add_metrics(const Scene& scene, const AlarmLook& look, std::string_view metric, const WatchedPlace& place,
                 AlarmWatch& watch) {
  for (const auto& watched : look.alarm->metrics) {
    if (watched.metric_namespace != model::connect_namespace || watched.metric != metric) continue;
    const auto* way = published(watched, scene.instance);
    const bool is_elsewhere = way != nullptr && dimension_of(watched, way->scope) != place.name;
    if (!is_elsewhere) add_metric(look, way != nullptr, watch);
  }
}

}  // namespace

AlarmWatch alarm_watch(const Scene& scene, const AlarmLooks& looks, std::string_view metric,
                       const WatchedPlace& place) {
  AlarmWatch watch;
  for (const AlarmLook& look : looks) {
    switch (look.alarm->kind) {
      case AlarmKind::unknown: watch.cannot_tell = true; break;
      case AlarmKind::promql:
        if (look.alarm->query.find(metric) != std::string::npos) watch.cannot_tell = true;
        break;
      case AlarmKind::query: add_query(look, metric, place, watch); break;
      default: add_metrics(scene, look, metric, place, watch);
    }
  }
  return watch;
}

}  // namespace checks

#include "components/observability/facts.hpp"

#include <algorithm>

#include "components/described.hpp"

namespace components {

template <typename Visit>
void describe(WatchedFact& fact, Visit&& field) {
  field("metric", fact.metric);
  field("of", fact.of, omitted_if_empty);
}

template <typename Visit>
void describe(AlarmFact& fact, Visit&& field) {
  field("name", fact.name);
  field("kind", fact.kind);
  field("watches", fact.watches, omitted_if_empty);
  field("children", fact.children, omitted_if_empty);
  field("threshold", fact.threshold, omitted_if_empty);
  field("state", fact.state);
  field("state_since", fact.state_since, omitted_if_empty);
  field("actions", fact.actions);
}

template <typename Visit>
void describe(ObservabilityFacts& facts, Visit&& field) {
  field("total_alarms", facts.alarms_read);
  field.derived("in_alarm", in_alarm(facts), if_known(facts.alarms_read.has_value()));
  field("complete", facts.complete);
  field("alarms", facts.alarms);
}

template json to_json(const ObservabilityFacts&);
template void read_facts(const model::Document&, ObservabilityFacts&);
template json data_schema<ObservabilityFacts>();

namespace {

WatchedFact watched(const model::WatchedMetric& metric) {
  WatchedFact fact{metric.metric, ""};
  for (const auto dimension : {model::queue_dimension, model::flow_dimension}) {
    const auto found = metric.dimensions.find(std::string(dimension));
    if (found != metric.dimensions.end()) fact.of = found->second;
  }
  return fact;
}

AlarmFact fact_of(const model::Alarm& alarm) {
  AlarmFact fact;
  fact.name = alarm.name;
  fact.kind = alarm.kind;
  for (const auto& metric : alarm.metrics) fact.watches.push_back(watched(metric));
  fact.children = alarm.children;
  fact.threshold = alarm.threshold;
  fact.state = alarm.state;
  fact.state_since = alarm.state_since;
  if (alarm.actions_enabled) fact.actions = std::int64_t(alarm.actions.size());
  return fact;
}

}  // namespace

std::int64_t in_alarm(const ObservabilityFacts& facts) {
  return std::ranges::count(facts.alarms, model::alarm_state, &AlarmFact::state);
}

ObservabilityFacts observability_facts(const model::Scene&, const model::Dataset<model::Alarms>& alarms) {
  ObservabilityFacts facts;
  if (!alarms.known()) return facts;
  facts.complete = alarms.complete();
  for (const auto& alarm : model::alarms_of_instance(*alarms.value)) facts.alarms.push_back(fact_of(alarm));
  facts.alarms_read = std::int64_t(facts.alarms.size());
  return facts;
}

}  // namespace components

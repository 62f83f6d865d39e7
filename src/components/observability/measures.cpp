#include "components/observability/measures.hpp"

#include "components/observability/facts.hpp"

namespace components {
namespace {

Reading of_alarms(const ObservabilityFacts& facts, const std::optional<std::int64_t>& count) {
  if (facts.alarms_read && !facts.complete) return gap("only a part of the alarms was read");
  return known(count);
}

const MeasureRow<ObservabilityFacts> observability_rows[] = {
    {"observability.alarms", "Alarms that watch the instance", "alarms", false,
     [](const ObservabilityFacts& facts, const model::Document&) { return of_alarms(facts, facts.alarms_read); }},
    {"observability.in_alarm", "Alarms of the instance in ALARM", "alarms", false,
     [](const ObservabilityFacts& facts, const model::Document&) {
       return of_alarms(facts, facts.alarms_read ? std::optional(in_alarm(facts)) : std::nullopt);
     }},
};

}  // namespace

std::vector<Measure> observability_measures() {
  return measures_of(observability_rows);
}

}  // namespace components

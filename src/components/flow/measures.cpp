#include "components/flow/measures.hpp"

#include "components/flow/facts.hpp"
#include "components/measure.hpp"

namespace components {
namespace {

template <auto member>
Reading of_logging(const FlowFacts& facts, const model::Document&) {
  if (facts.logging.not_assessed > 0) return gap("the content of some flows could not be read");
  return known(facts.logging.*member);
}

const MeasureRow<FlowFacts> rows[] = {
    {"flow.total", "Flows", "flows", false,
     [](const FlowFacts& facts, const model::Document&) { return known(facts.total); }},
    {"flow.live", "Live flows", "flows", false,
     [](const FlowFacts& facts, const model::Document&) { return known(facts.classes.live); }},
    {"flow.modules", "Flow modules", "modules", false,
     [](const FlowFacts& facts, const model::Document&) { return known(facts.total_modules); }},
    {"flow.logging.on", "Live flows that log", "flows", false, of_logging<&LoggingCounts::on>},
    {"flow.logging.off", "Live flows that do not log", "flows", false, of_logging<&LoggingCounts::off>},
    {"flow.logging.percentage", "Share of the live flows that could be read which log", "%", false,
     [](const FlowFacts& facts, const model::Document&) { return known(facts.logging_percentage); }},
};

}  // namespace

std::vector<Measure> flow_measures() {
  return measures_of(rows);
}

}  // namespace components

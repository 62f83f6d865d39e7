#include "components/flow/measures.hpp"

#include <functional>

#include "components/flow/facts.hpp"
#include "components/measure.hpp"

namespace components {
namespace {

// Of all live flows or of none: a count or a share of those that could be read goes up and down with their number.
template <auto member>
Reading of_logging(const FlowFacts& facts, const model::Document&) {
  if (!is_whole(facts.logging)) return gap("the content of some flows could not be read");
  return known(std::invoke(member, facts));
}

template <auto count>
std::optional<std::int64_t> live_flows(const FlowFacts& facts) {
  return facts.logging.*count;
}

const MeasureRow<FlowFacts> flow_rows[] = {
    {"flow.total", "Flows", "flows", false,
     [](const FlowFacts& facts, const model::Document&) { return known(facts.total); }},
    {"flow.live", "Live flows", "flows", false,
     [](const FlowFacts& facts, const model::Document&) {
       return facts.classes.live || !facts.total ? known(facts.classes.live) : gap("where numbers lead is not known");
     }},
    {"flow.modules", "Flow modules", "modules", false,
     [](const FlowFacts& facts, const model::Document&) { return known(facts.total_modules); }},
    {"flow.logging.on", "Live flows that log", "flows", false, of_logging<live_flows<&LoggingCounts::on>>},
    {"flow.logging.off", "Live flows that do not log", "flows", false, of_logging<live_flows<&LoggingCounts::off>>},
    {"flow.logging.percentage", "Share of the live flows that log", "%", false,
     of_logging<&FlowFacts::logging_percentage>},
};

}  // namespace

std::vector<Measure> flow_measures() {
  return measures_of(flow_rows);
}

}  // namespace components

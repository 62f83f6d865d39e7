#include "components/cost/measures.hpp"

#include "components/cost/facts.hpp"
#include "components/measure.hpp"

namespace components {
namespace {

template <auto member>
Reading of_cost(const CostFacts& facts, const model::Document&) {
  return known(std::invoke(member, facts));
}

Reading minutes_of_calls(const CostFacts& facts, const model::Document&) {
  return counted_over(facts.window, known(facts.agent_call_minutes));
}

const MeasureRow<CostFacts> cost_rows[] = {
    {"cost.agent_call_minutes.sum", "Minutes in which agents talked with callers", "minutes", true, minutes_of_calls},
    {"cost.usd_a_month.estimate", "What these minutes cost in a month, at AWS's list price", "USD", false,
     of_cost<&CostFacts::usd_a_month>},
    {"cost.claimed_numbers.current", "Phone numbers that are paid for by the day", "phone numbers", false,
     of_cost<&CostFacts::claimed_numbers>},
};

}  // namespace

std::vector<Measure> cost_measures() {
  return measures_of(cost_rows);
}

}  // namespace components

#include "components/ai/measures.hpp"

#include "components/ai/facts.hpp"
#include "components/measure.hpp"

namespace components {
namespace {

Reading without_guardrail(const AiFacts& facts, const model::Document&) {
  return known(agents_without_guardrail(facts));
}

const MeasureRow<AiFacts> ai_rows[] = {
    {"ai.agents_without_guardrail", "AI agents without a guardrail", "AI agents", false, without_guardrail},
};

}  // namespace

std::vector<Measure> ai_measures() {
  return measures_of(ai_rows);
}

}  // namespace components

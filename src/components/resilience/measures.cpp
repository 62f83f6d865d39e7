#include "components/resilience/measures.hpp"

#include "components/measure.hpp"
#include "components/resilience/facts.hpp"

namespace components {
namespace {

Reading worst_loss(const ResilienceFacts& facts, const model::Document&) {
  if (!facts.worst_loss_percent && facts.loss_missing.empty()) return gap("agents had no calls in their browsers");
  return known(facts.worst_loss_percent);
}

const MeasureRow<ResilienceFacts> resilience_rows[] = {
    {"resilience.packet_loss.percentage", "Packets of agents' calls that were lost in the worst hour", "%", false,
     worst_loss},
};

}  // namespace

std::vector<Measure> resilience_measures() {
  return measures_of(resilience_rows);
}

}  // namespace components

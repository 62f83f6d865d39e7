#include "components/cloudtrail/measures.hpp"

#include "components/cloudtrail/facts.hpp"
#include "components/measure.hpp"

namespace components {
namespace {

template <auto member>
Reading of_events(const CloudTrailFacts& facts, const model::Document&) {
  if (!facts.events_read) return gap("the review could not read it");
  if (!facts.complete) return gap("only a part of CloudTrail's events was read");
  return counted_over(facts.window, {double(std::invoke(member, throttles(facts))), {}, {}, ""});
}

const MeasureRow<CloudTrailFacts> cloudtrail_rows[] = {
    {"cloudtrail.throttled.sum", "Throttled API calls of the account", "calls", true,
     of_events<&ThrottleCounts::total>},
    {"cloudtrail.this_instance.sum", "Throttled API calls of the instance", "calls", true,
     of_events<&ThrottleCounts::this_instance>},
};

}  // namespace

std::vector<Measure> cloudtrail_measures() {
  return measures_of(cloudtrail_rows);
}

}  // namespace components

#include "components/metrics/measures.hpp"

#include <fmt/format.h>

#include "components/measure.hpp"
#include "components/metrics/facts.hpp"

namespace components {
namespace {

// Of what only a part was read, a total or a peak is a lower bound, not a value.
template <typename Fact>
Reading unless_partial(const Fact& fact, const Reading& reading) {
  return fact.partial ? gap("CloudWatch answered only in part") : reading;
}

template <auto member, const std::string_view& key>
Reading of_gauge(const MetricsFacts& facts, const model::Document&) {
  const GaugeFact& gauge = facts.gauges.at(key);
  return unless_partial(gauge, known(gauge.*member));
}

const MeasureRow<MetricsFacts> gauges[] = {
    {"metrics.concurrent_calls.peak", "Most calls at the same time", "calls", false,
     of_gauge<&GaugeFact::peak, concurrent_calls>},
    {"metrics.concurrent_calls.average", "Calls at the same time, on average", "calls", false,
     of_gauge<&GaugeFact::average, concurrent_calls>},
    {"metrics.calls_per_second.peak", "Most calls that arrived in a second", "calls/s", false,
     of_gauge<&GaugeFact::peak, calls_per_second>},
};

const MeasureRow<MetricsFacts> averages[] = {
    {"metrics.missed_calls.daily_average", "Missed calls a day", "calls/day", false,
     [](const MetricsFacts& facts, const model::Document&) {
       const CountFact& missed = facts.counts.at(missed_calls);
       return unless_partial(missed, known(missed.daily_average));
     }},
};

}  // namespace

std::vector<Measure> metrics_measures() {
  std::vector<Measure> all = measures_of(gauges);
  for (const CountRow& row : count_rows) {
    all.push_back(measure<MetricsFacts>(fmt::format("metrics.{}.sum", row.key), row.measure_title, row.unit, true,
                                        [&row](const MetricsFacts& facts, const model::Document&) {
                                          const CountFact& fact = facts.counts.at(row.key);
                                          return unless_partial(fact, counted_over(facts.window, known(fact.total)));
                                        }));
    if (row.key == missed_calls) std::ranges::move(measures_of(averages), std::back_inserter(all));
  }
  return all;
}

}  // namespace components

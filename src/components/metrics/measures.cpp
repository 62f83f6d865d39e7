#include "components/metrics/measures.hpp"

#include "components/measure.hpp"
#include "components/metrics/facts.hpp"

namespace components {
namespace {

// A total of which only a part was read is a lower bound, not a value.
Reading sum(const MetricsFacts& facts, const CountFact& fact) {
  if (fact.partial) return gap("CloudWatch answered only in part");
  return counted_over(facts.window, known(fact.total));
}

const MeasureRow<MetricsFacts> rows[] = {
    {"metrics.concurrent_calls.peak", "Most calls at the same time", "calls", false,
     [](const MetricsFacts& facts, const model::Document&) { return known(facts.concurrent_calls.peak); }},
    {"metrics.concurrent_calls.average", "Calls at the same time, on average", "calls", false,
     [](const MetricsFacts& facts, const model::Document&) { return known(facts.concurrent_calls.average); }},
    {"metrics.calls_per_second.peak", "Most calls that arrived in a second", "calls/s", false,
     [](const MetricsFacts& facts, const model::Document&) { return known(facts.calls_per_second.peak); }},
    {"metrics.missed_calls.sum", "Missed calls", "calls", true,
     [](const MetricsFacts& facts, const model::Document&) { return sum(facts, facts.missed_calls); }},
    {"metrics.missed_calls.daily_average", "Missed calls a day", "calls/day", false,
     [](const MetricsFacts& facts, const model::Document&) {
       return facts.missed_calls.partial ? gap("CloudWatch answered only in part")
                                         : known(facts.missed_calls.daily_average);
     }},
    {"metrics.throttled_calls.sum", "Throttled calls", "calls", true,
     [](const MetricsFacts& facts, const model::Document&) { return sum(facts, facts.throttled_calls); }},
    {"metrics.calls_breaching.sum", "Calls refused by the concurrency quota", "calls", true,
     [](const MetricsFacts& facts, const model::Document&) { return sum(facts, facts.calls_breaching); }},
    {"metrics.chats_breaching.sum", "Chats refused by the concurrency quota", "chats", true,
     [](const MetricsFacts& facts, const model::Document&) { return sum(facts, facts.chats_breaching); }},
    {"metrics.tasks_breaching.sum", "Tasks refused by the concurrency quota", "tasks", true,
     [](const MetricsFacts& facts, const model::Document&) { return sum(facts, facts.tasks_breaching); }},
    {"metrics.misconfigured_phone_numbers.sum", "Calls to misconfigured numbers", "calls", true,
     [](const MetricsFacts& facts, const model::Document&) { return sum(facts, facts.misconfigured_phone_numbers); }},
    {"metrics.recording_upload_errors.sum", "Recordings that could not be stored", "recordings", true,
     [](const MetricsFacts& facts, const model::Document&) { return sum(facts, facts.recording_upload_errors); }},
};

}  // namespace

std::vector<Measure> metrics_measures() {
  return measures_of(rows);
}

}  // namespace components

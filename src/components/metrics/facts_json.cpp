// The JSON form of MetricsFacts; the facts themselves are made in facts.cpp.
#include "components/described.hpp"
#include "components/metrics/facts.hpp"

namespace components {

template <typename Visit>
void describe(QueueFact& queue, Visit&& field) {
  field("id", queue.id);
  field("name", queue.name);
  field("max_size", queue.max_size, decimals(2));
  field("average_size", queue.average_size, decimals(2));
  field("longest_wait_seconds", queue.longest_wait_seconds, decimals(2));
  field("capacity_errors", queue.capacity_errors);
  field("published", queue.published);
  field("partial", queue.partial, omitted_if_false);
}

template <typename Visit>
void describe(FlowErrorFact& flow, Visit&& field) {
  field("id", flow.id);
  field("name", flow.name);
  field("errors", flow.errors);
  field("fatal_errors", flow.fatal_errors);
  field("partial", flow.partial, omitted_if_false);
}

namespace {

// The reference's steps.
std::string_view severity(const CountFact& throttled) {
  if (!throttled.total) return "";
  if (*throttled.total == 0) return "Excellent";
  if (*throttled.total < 10) return "Low";
  if (*throttled.total < 100) return "Moderate";
  if (*throttled.total < 1000) return "High";
  return "Critical";
}

template <typename Visit>
void describe_count(const CountRow& row, CountFact& fact, bool is_read, Visit& field) {
  field(row.total, fact.total);
  field("daily_average", fact.daily_average, decimals(2));
  field("max_hourly", fact.max_hourly);
  field("max_hourly_at", fact.max_hourly_at);
  field("peak_hours", fact.peak_hours);
  field(row.above_zero, fact.hours_above_zero, if_known(fact.total.has_value()));
  field(row.with_data, fact.hours_with_data, if_known(is_read));
  field("partial", fact.partial, omitted_if_false);
  if (row.key == throttled_calls) field.derived("severity", severity(fact), null_if_empty);
}

template <typename Visit>
void describe_gauge(const GaugeRow& row, GaugeFact& fact, bool is_read, Visit& field) {
  field(row.average, fact.average, decimals(row.decimals));
  field(row.peak, fact.peak, decimals(row.decimals));
  field("peak_at", fact.peak_at);
  field("data_points", fact.hours_with_data, if_known(is_read));
  field("partial", fact.partial, omitted_if_false);
}

// The reference application stored {"error": …} or {"message": …} where it had nothing, sometimes beside zeros.
bool holds_no_facts(const json& object) {
  return !object.is_object() || object.contains("error") || object.contains("message");
}

}  // namespace

template <typename Visit>
void describe(MetricsFacts& facts, Visit&& field) {
  field("window", facts.window);
  const auto length = facts.window ? std::optional(facts.window->end - facts.window->start) : std::nullopt;
  field.derived("days_analyzed", facts.window ? std::optional(facts.window->days()) : std::nullopt, decimals(2));
  field.derived("hours_in_window", length ? std::optional(*length / model::hour) : std::nullopt);
  const bool is_read = facts.window.has_value();
  for (const GaugeRow& row : gauge_rows) {
    field.object(row.key, [&](auto& members) { describe_gauge(row, facts.gauges[row.key], is_read, members); });
  }
  for (const CountRow& row : count_rows) {
    field.object(row.key, [&](auto& members) { describe_count(row, facts.counts[row.key], is_read, members); });
  }
  field("queues", facts.queues);
  field("queues_complete", facts.queues_are_complete, omitted_if_false);
  field("flows", facts.flows);
  field("flows_without_data", facts.flows_without_data);
  field("flows_unpublished", facts.flows_unpublished);
  field("hourly", facts.hourly);
  field("daily", facts.daily);
}

// It wrote zeros where it had no data, and averaged over the days that had some.
void from_reference(const json& data, MetricsFacts& facts) {
  for (auto& [key, fact] : facts.gauges) {
    if (holds_no_facts(read::member(data, key))) fact = {};
  }
  for (auto& [key, fact] : facts.counts) {
    if (holds_no_facts(read::member(data, key))) fact = {};
  }
  CountFact& missed = facts.counts[missed_calls];
  if (!read::object(data, "missed_calls").contains("days_analyzed")) missed = {};
  const auto days = read::number(data, "days_analyzed");
  missed.daily_average.reset();
  if (missed.total && days && *days > 0) missed.daily_average = double(*missed.total) / *days;
}

template json to_json(const MetricsFacts&);
template void read_facts(const model::Document&, MetricsFacts&);
template json data_schema<MetricsFacts>();

}  // namespace components

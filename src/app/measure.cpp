#include "app/measure.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "components/cloudtrail/facts.hpp"
#include "components/flow/facts.hpp"
#include "components/logs/facts.hpp"
#include "components/metrics/facts.hpp"
#include "components/phone/facts.hpp"
#include "components/quota/facts.hpp"
#include "model/quota.hpp"

namespace app {
namespace {

using components::CloudTrailFacts;
using components::CountFact;
using components::FlowFacts;
using components::LogsFacts;
using components::MetricsFacts;
using components::PhoneFacts;
using components::QuotaFact;
using model::Document;

constexpr std::string_view days_read = "days that the review looked back over";

Reading gap(std::string why) {
  return {{}, {}, {}, std::move(why)};
}

template <typename Number>
Reading known(const std::optional<Number>& value) {
  return value ? Reading{double(*value), {}, {}, ""} : gap("the review could not read it");
}

Reading counted_over(const std::optional<model::Window>& window, Reading reading) {
  if (window) reading.scale = window->days();
  return reading;
}

// A total of which only a part was read is a lower bound, not a value.
Reading sum(const MetricsFacts& facts, const CountFact& fact) {
  if (fact.partial) return gap("CloudWatch answered only in part");
  return counted_over(facts.window, known(fact.total));
}

// One measure of a component. Its facts may have been read in part: `read` knows which of them still hold.
template <typename Facts>
struct Row {
  const char* name;
  const char* title;
  const char* unit;
  bool over_days;  // counted over the days of the review
  Reading (*read)(const Facts&, const Document&);
};

const Row<MetricsFacts> metric_rows[] = {
    {"metrics.concurrent_calls.peak", "Most calls at the same time", "calls", false,
     [](const MetricsFacts& facts, const Document&) { return known(facts.concurrent_calls.peak); }},
    {"metrics.concurrent_calls.average", "Calls at the same time, on average", "calls", false,
     [](const MetricsFacts& facts, const Document&) { return known(facts.concurrent_calls.average); }},
    {"metrics.calls_per_second.peak", "Most calls that arrived in a second", "calls/s", false,
     [](const MetricsFacts& facts, const Document&) { return known(facts.calls_per_second.peak); }},
    {"metrics.missed_calls.sum", "Missed calls", "calls", true,
     [](const MetricsFacts& facts, const Document&) { return sum(facts, facts.missed_calls); }},
    {"metrics.missed_calls.daily_average", "Missed calls a day", "calls/day", false,
     [](const MetricsFacts& facts, const Document&) {
       return facts.missed_calls.partial ? gap("CloudWatch answered only in part")
                                         : known(facts.missed_calls.daily_average);
     }},
    {"metrics.throttled_calls.sum", "Throttled calls", "calls", true,
     [](const MetricsFacts& facts, const Document&) { return sum(facts, facts.throttled_calls); }},
    {"metrics.calls_breaching.sum", "Calls refused by the concurrency quota", "calls", true,
     [](const MetricsFacts& facts, const Document&) { return sum(facts, facts.calls_breaching); }},
    {"metrics.chats_breaching.sum", "Chats refused by the concurrency quota", "chats", true,
     [](const MetricsFacts& facts, const Document&) { return sum(facts, facts.chats_breaching); }},
    {"metrics.tasks_breaching.sum", "Tasks refused by the concurrency quota", "tasks", true,
     [](const MetricsFacts& facts, const Document&) { return sum(facts, facts.tasks_breaching); }},
    {"metrics.misconfigured_phone_numbers.sum", "Calls to misconfigured numbers", "calls", true,
     [](const MetricsFacts& facts, const Document&) { return sum(facts, facts.misconfigured_phone_numbers); }},
    {"metrics.recording_upload_errors.sum", "Recordings that could not be stored", "recordings", true,
     [](const MetricsFacts& facts, const Document&) { return sum(facts, facts.recording_upload_errors); }},
};

// Numbers of traffic distribution groups may be missing from a partial document, so that its total is too low.
template <auto member>
Reading of_all_numbers(const PhoneFacts& facts, const Document& document) {
  if (document.status != model::DocumentStatus::complete)
    return gap("only a part of the phone numbers' facts was read");
  return known(facts.*member);
}

const Row<PhoneFacts> phone_rows[] = {
    {"phone.total", "Phone numbers", "numbers", false, of_all_numbers<&PhoneFacts::total>},
    {"phone.toll_free_percentage", "Share of toll-free numbers", "%", false,
     of_all_numbers<&PhoneFacts::toll_free_percentage>},
};

template <auto member>
Reading of_logging(const FlowFacts& facts, const Document&) {
  if (facts.logging && facts.logging->not_assessed > 0) return gap("the content of some flows could not be read");
  return known(facts.logging ? std::optional((*facts.logging).*member) : std::nullopt);
}

const Row<FlowFacts> flow_rows[] = {
    {"flow.total", "Flows", "flows", false, [](const FlowFacts& facts, const Document&) { return known(facts.total); }},
    {"flow.live", "Live flows", "flows", false,
     [](const FlowFacts& facts, const Document&) {
       return known(facts.classes ? std::optional(facts.classes->live) : std::nullopt);
     }},
    {"flow.modules", "Flow modules", "modules", false,
     [](const FlowFacts& facts, const Document&) { return known(facts.total_modules); }},
    {"flow.logging.on", "Live flows that log", "flows", false, of_logging<&components::LoggingCounts::on>},
    {"flow.logging.off", "Live flows that do not log", "flows", false, of_logging<&components::LoggingCounts::off>},
    {"flow.logging.percentage", "Share of the live flows that could be read which log", "%", false,
     [](const FlowFacts& facts, const Document&) { return known(facts.logging_percentage); }},
};

template <auto member>
Reading of_events(const CloudTrailFacts& facts, const Document&) {
  if (!facts.events_read) return gap("the review could not read it");
  if (!facts.complete) return gap("only a part of CloudTrail's events was read");
  return counted_over(facts.window, {double(facts.*member), {}, {}, ""});
}

const Row<CloudTrailFacts> cloudtrail_rows[] = {
    {"cloudtrail.throttled.sum", "Throttled API calls of the account", "calls", true,
     of_events<&CloudTrailFacts::throttled>},
    {"cloudtrail.this_instance.sum", "Throttled API calls of the instance", "calls", true,
     of_events<&CloudTrailFacts::this_instance>},
};

const Row<LogsFacts> logs_rows[] = {
    {"logs.failures.sum", "Failures in the flow log", "failures", true,
     [](const LogsFacts& facts, const Document& document) {
       if (facts.failures && !facts.complete) return gap("only a part of the flow log was read");
       return counted_over(document.window, known(facts.failures));
     }},
    {"logs.stored_bytes", "Size of the log group", "bytes", false,
     [](const LogsFacts& facts, const Document&) { return known(facts.stored_bytes); }},
};

template <typename Facts, std::size_t size>
void add(std::vector<Measure>& all, const char* component, const Row<Facts> (&rows)[size],
         Facts (*facts_of)(const nlohmann::json&)) {
  for (const Row<Facts>& row : rows) {
    all.push_back(
        {row.name, component, row.title, row.unit, row.over_days ? std::string(days_read) : "",
         [read = row.read, facts_of](const Document& document) { return read(facts_of(document.data), document); }});
  }
}

// The reference application named quotas, and gave them no key.
std::optional<QuotaFact> quota(const Document& document, const model::QuotaRow& row) {
  const auto facts = components::quota_facts_from_json(document.data);
  const auto found = std::ranges::find_if(facts.quotas, [&](const QuotaFact& fact) {
    return fact.key.empty() ? fact.name == row.name : fact.key == row.key;
  });
  return found == facts.quotas.end() ? std::nullopt : std::optional(*found);
}

Reading quota_reading(const Document& document, const model::QuotaRow& row, bool as_percentage) {
  const auto fact = quota(document, row);
  if (!fact) return gap("the review did not look at this quota");
  Reading reading = as_percentage ? known(fact->percentage) : known(fact->current);
  if (!reading.value && !fact->reason.empty()) reading.gap = fact->reason;
  reading.limit = as_percentage ? std::optional(100.0) : fact->limit;
  if (as_percentage) reading.scale = fact->limit;
  return reading;
}

void add_quotas(std::vector<Measure>& all) {
  for (const model::QuotaRow& row : model::quota_rows) {
    const std::string name = fmt::format("quota.{}", row.key), title(row.name);
    all.push_back({name + ".percentage", "quota", title + ", share of the quota", "%", "quota",
                   [&row](const Document& document) { return quota_reading(document, row, true); }});
    all.push_back({name + ".current", "quota", title + ", in use", "", "",
                   [&row](const Document& document) { return quota_reading(document, row, false); }});
  }
}

}  // namespace

const std::vector<Measure>& measures() {
  static const std::vector<Measure> all = [] {
    std::vector<Measure> list;
    add_quotas(list);
    add(list, "metrics", metric_rows, components::metrics_facts_from_json);
    add(list, "phone", phone_rows, components::phone_facts_from_json);
    add(list, "flow", flow_rows, components::flow_facts_from_json);
    add(list, "cloudtrail", cloudtrail_rows, components::cloudtrail_facts_from_json);
    add(list, "logs", logs_rows, components::logs_facts_from_json);
    return list;
  }();
  return all;
}

const Measure& find_measure(std::string_view name) {
  const auto found = std::ranges::find(measures(), name, &Measure::name);
  if (found == measures().end()) {
    throw base::Error(base::ErrorKind::usage,
                      fmt::format("there is no measure '{}'; `connect-ops-review trend --list` lists them",
                                  base::printable(name, 60)));
  }
  return *found;
}

}  // namespace app

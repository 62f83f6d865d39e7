#include "components/cloudtrail/facts.hpp"

#include <algorithm>

#include "components/described.hpp"

namespace components {

template <typename Visit>
void describe(ApiThrottleFact& fact, Visit&& field) {
  field("event_name", fact.api);
  field.derived("count", fact.total());
  field("this_instance", fact.this_instance);
  field("other_instances", fact.other_instances);
  field("unknown_instance", fact.unknown);
}

template <typename Visit>
void describe(FlowPublicationFact& fact, Visit&& field) {
  field("flow_id", fact.flow_id, base::fields::required);
  field("at", fact.at, base::fields::required);
  field("by", fact.by);
}

template <typename Visit>
void describe(CloudTrailFacts& facts, Visit&& field) {
  field("total_events_analyzed", facts.events_read);
  field("window", facts.window);
  field("oldest_read", facts.oldest_read);
  field("complete", facts.complete);
  field("throttled_by_api", facts.by_api);
  field("by_hour", facts.by_hour);
  field("flow_publications", facts.flow_publications, base::fields::omitted_if_empty);
  const ThrottleCounts all = throttles(facts);
  const auto is_read = if_known(facts.events_read.has_value());
  field.derived("total_throttled", all.total(), is_read);
  field.derived("this_instance", all.this_instance, is_read);
  field.derived("other_instances", all.other_instances, is_read);
  field.derived("unknown_instance", all.unknown, is_read);
}

// It counted without telling instances apart.
void from_reference(const json& data, CloudTrailFacts& facts) {
  facts.by_api.clear();
  for (const json& one : read::array(data, "throttled_by_api")) {
    ApiThrottleFact fact;
    fact.api = read::text(one, "event_name");
    fact.unknown = read::integer(one, "count").value_or(0);
    facts.by_api.push_back(std::move(fact));
  }
}

template json to_json(const CloudTrailFacts&);
template void read_facts(const model::Document&, CloudTrailFacts&);
template json data_schema<CloudTrailFacts>();

namespace {

void add(ThrottleCounts& counts, model::ThrottleScope scope, std::int64_t count) {
  switch (scope) {
    case model::ThrottleScope::this_instance: counts.this_instance += count; break;
    case model::ThrottleScope::other_instance: counts.other_instances += count; break;
    case model::ThrottleScope::unknown: counts.unknown += count; break;
  }
}

}  // namespace

ThrottleCounts throttles(const CloudTrailFacts& facts) {
  ThrottleCounts all;
  for (const auto& api : facts.by_api) {
    all.this_instance += api.this_instance;
    all.other_instances += api.other_instances;
    all.unknown += api.unknown;
  }
  return all;
}

CloudTrailFacts cloudtrail_facts(const model::Scene&, const model::Dataset<model::ApiThrottles>& api_throttles) {
  CloudTrailFacts facts;
  if (!api_throttles.known()) return facts;
  const model::ApiThrottles& read = *api_throttles.value;
  facts.events_read = read.events_read;
  facts.window = read.window;
  facts.oldest_read = read.oldest_read;
  facts.complete = api_throttles.complete();
  std::map<std::string, ApiThrottleFact> by_api;
  std::map<base::Time, std::int64_t> by_hour;
  for (const auto& [key, count] : read.throttles) {
    by_api[key.api].api = key.api;
    add(by_api[key.api], key.scope, count);
    by_hour[key.hour] += count;
  }
  for (const auto& [api, fact] : by_api) facts.by_api.push_back(fact);
  for (const auto& [hour, count] : by_hour) facts.by_hour.push_back({hour, count});
  for (const auto& [id, published] : read.publications)
    facts.flow_publications.push_back({id, published.at, published.by});
  std::ranges::stable_sort(facts.by_api, std::greater(), &ApiThrottleFact::total);
  return facts;
}

}  // namespace components

#include "components/cloudtrail/facts.hpp"

#include <algorithm>

#include "base/json/read.hpp"
#include "components/facts_json.hpp"

namespace components {
namespace {

void add(ApiThrottleFact& fact, model::ThrottleScope scope, std::int64_t count) {
  switch (scope) {
    case model::ThrottleScope::this_instance: fact.this_instance += count; break;
    case model::ThrottleScope::other_instance: fact.other_instance += count; break;
    case model::ThrottleScope::unknown: fact.unknown += count; break;
  }
}

std::int64_t total(const ApiThrottleFact& fact) {
  return fact.this_instance + fact.other_instance + fact.unknown;
}

void add_up(CloudTrailFacts& facts) {
  for (const auto& api : facts.by_api) {
    facts.this_instance += api.this_instance;
    facts.other_instances += api.other_instance;
    facts.unknown_instance += api.unknown;
  }
  facts.throttled = facts.this_instance + facts.other_instances + facts.unknown_instance;
}

void sort_by_count(std::vector<ApiThrottleFact>& apis) {
  std::stable_sort(apis.begin(), apis.end(), [](const auto& a, const auto& b) { return total(a) > total(b); });
}

ApiThrottleFact api_from_json(const json& object) {
  ApiThrottleFact fact;
  fact.api = base::read::text(object, "event_name");
  fact.this_instance = base::read::integer(object, "this_instance").value_or(0);
  fact.other_instance = base::read::integer(object, "other_instances").value_or(0);
  fact.unknown = base::read::integer(object, "unknown_instance").value_or(0);
  // The reference counted without telling instances apart.
  if (total(fact) == 0) fact.unknown = base::read::integer(object, "count").value_or(0);
  return fact;
}

}  // namespace

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
  sort_by_count(facts.by_api);
  add_up(facts);
  return facts;
}

nlohmann::json to_json(const CloudTrailFacts& facts) {
  const auto if_read = [&facts](std::int64_t count) { return facts.events_read ? json(count) : json(nullptr); };
  json apis = json::array();
  for (const auto& api : facts.by_api) {
    apis.push_back({{"event_name", api.api},
                    {"count", total(api)},
                    {"this_instance", api.this_instance},
                    {"other_instances", api.other_instance},
                    {"unknown_instance", api.unknown}});
  }
  return {{"total_events_analyzed", or_null(facts.events_read)},
          {"window", or_null(facts.window)},
          {"oldest_read", or_null(facts.oldest_read)},
          {"complete", facts.complete},
          {"total_throttled", if_read(facts.throttled)},
          {"this_instance", if_read(facts.this_instance)},
          {"other_instances", if_read(facts.other_instances)},
          {"unknown_instance", if_read(facts.unknown_instance)},
          {"throttled_by_api", std::move(apis)},
          {"by_hour", hours_json(facts.by_hour)}};
}

void read_facts(const model::Document& document, CloudTrailFacts& facts) {
  const json& data = document.data;
  facts.events_read = base::read::integer(data, "total_events_analyzed");
  facts.window = read_window(data);
  facts.oldest_read = read_time(data, "oldest_read");
  facts.complete = base::read::boolean(data, "complete").value_or(false);
  for (const auto& one : base::read::array(data, "throttled_by_api")) facts.by_api.push_back(api_from_json(one));
  facts.by_hour = read_hours(data, "by_hour");
  add_up(facts);
}

}  // namespace components

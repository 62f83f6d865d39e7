#include "components/quota/facts.hpp"

#include <algorithm>

#include "analysis/api_usage.hpp"
#include "analysis/quota_usage.hpp"
#include "components/described.hpp"
#include "model/peer_quota.hpp"

namespace components {

template <typename Visit>
void describe(QuotaFact& fact, Visit&& field) {
  field("key", fact.key);
  field("code", fact.code);
  field("name", fact.name);
  field("limit", fact.limit, decimals(2));
  field("limit_source", fact.limit_source);
  field("current", fact.current, decimals(2));
  field("percentage", fact.percentage, share(2));
  field("measured_percentage", fact.measured, share(2), omitted_if_empty);
  field("status", fact.level);
  field("concurrency", fact.concurrency);
  field("peak_at", fact.peak_at);
  field("how", fact.how);
  field("reason", fact.reason, null_if_empty);
}

template <typename Visit>
void describe(LimitFact& fact, Visit&& field) {
  field("code", fact.code);
  field("name", fact.name);
  field("limit", fact.limit, decimals(2));
  field("limit_source", fact.limit_source);
}

template <typename Visit>
void describe(ApiRateFact& fact, Visit&& field) {
  field("operation", fact.operation);
  field("code", fact.code, omitted_if_empty);
  field("limit", fact.limit, decimals(2));
  field("per_second", fact.per_second, decimals(4));
  field("percentage", fact.percentage, share(2));
  field("peak_at", fact.peak_at);
  field("reason", fact.reason, omitted_if_empty);
}

template <typename Visit>
void describe(QuotaFacts& facts, Visit&& field) {
  field("quotas", facts.quotas);
  field("uncounted", facts.uncounted, omitted_if_empty);
  field("api_rates", facts.api_rates, omitted_if_empty);
  field("api_window", facts.api_window, omitted_if_empty);
  field("api_rates_missing", facts.api_rates_missing, omitted_if_empty);
  field.object("summary", [&facts](auto& summary) {
    summary.derived("total_analyzed", facts.quotas.size());
    for (const auto level : values_of(model::QuotaLevel())) {
      // Documents of earlier versions know no idle quotas.
      if (level == model::QuotaLevel::idle) {
        summary.derived(name(level), count_of(facts, level), omitted_if_empty);
      } else {
        summary.derived(name(level), count_of(facts, level));
      }
    }
  });
  field.object("thresholds", [&facts](auto& thresholds) {
    thresholds("warn_percentage", facts.warn_percentage, decimals(2));
    thresholds("fail_percentage", facts.fail_percentage, decimals(2));
  });
}

template json to_json(const QuotaFacts&);
template void read_facts(const model::Document&, QuotaFacts&);
template json data_schema<QuotaFacts>();

namespace {

QuotaFact fact(const model::QuotaUsage& usage) {
  QuotaFact fact;
  fact.key = usage.row->key;
  fact.code = usage.row->code;
  fact.name = title_of(*usage.row);
  if (usage.limit) {
    fact.limit = usage.limit->value;
    fact.limit_source = usage.limit->source;
  }
  fact.current = usage.current;
  fact.percentage = usage.percentage;
  fact.measured = usage.measured;
  fact.level = usage.level;
  fact.concurrency = usage.row->use == model::QuotaUse::concurrency;
  fact.peak_at = usage.peak_at;
  fact.how = usage.how;
  fact.reason = usage.idle;
  if (fact.reason.empty() && usage.gap) fact.reason = usage.gap->reason;
  return fact;
}

ApiRateFact fact(const analysis::ApiUsage& usage) {
  ApiRateFact fact;
  fact.operation = usage.operation;
  fact.code = usage.code;
  if (usage.limit) fact.limit = usage.limit->value;
  fact.per_second = usage.per_second;
  fact.percentage = usage.percentage;
  fact.peak_at = usage.peak_at;
  if (usage.gap) fact.reason = usage.gap->reason;
  return fact;
}

}  // namespace

QuotaFacts quota_facts(const model::Scene& scene, const model::Dataset<model::ServiceQuotas>& quotas,
                       const model::Dataset<model::Counts>& counts, const model::Dataset<model::Metrics>& metrics,
                       const model::Dataset<model::InstanceAttributes>& attributes,
                       const model::Dataset<model::PeerServices>& peers,
                       const model::Dataset<model::ApiRates>& api_rates) {
  QuotaFacts facts;
  facts.warn_percentage = scene.settings.warn_percentage;
  facts.fail_percentage = scene.settings.fail_percentage;
  for (const auto& usage : analysis::quota_usage(scene, quotas, counts, metrics, attributes))
    facts.quotas.push_back(fact(usage));
  for (const auto& usage : analysis::peer_usage(scene, peers)) facts.quotas.push_back(fact(usage));
  for (const auto& all : {analysis::uncounted_limits(scene, quotas), analysis::uncounted_limits(peers)}) {
    for (const auto& one : all) facts.uncounted.push_back({one.code, one.name, one.limit.value, one.limit.source});
  }
  for (const auto& usage : analysis::api_usage(quotas, api_rates)) facts.api_rates.push_back(fact(usage));
  if (api_rates.known()) facts.api_window = api_rates.value->window;
  if (api_rates.gap) facts.api_rates_missing = api_rates.gap->reason;
  return facts;
}

std::int64_t count_of(const QuotaFacts& facts, model::QuotaLevel level) {
  return std::ranges::count(facts.quotas, level, &QuotaFact::level);
}

}  // namespace components

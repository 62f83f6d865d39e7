#include "components/quota/facts.hpp"

#include "analysis/quota_usage.hpp"
#include "base/json/read.hpp"
#include "components/facts_json.hpp"

namespace components {
namespace {

QuotaFact fact(const model::QuotaUsage& usage) {
  QuotaFact fact;
  fact.key = usage.row->key;
  fact.code = usage.row->code;
  fact.name = usage.row->name;
  if (usage.limit) {
    fact.limit = usage.limit->value;
    fact.limit_source = model::name(usage.limit->source);
  }
  fact.current = usage.current;
  fact.percentage = usage.percentage;
  fact.status = model::name(usage.level);
  fact.concurrency = usage.row->use == model::QuotaUse::concurrency;
  fact.peak_at = usage.peak_at;
  fact.how = usage.how;
  if (usage.gap) fact.reason = usage.gap->reason;
  return fact;
}

void add(QuotaFacts& facts, QuotaFact fact) {
  if (fact.status == "critical") {
    ++facts.critical;
  } else if (fact.status == "warning") {
    ++facts.warning;
  } else if (fact.status == "normal") {
    ++facts.normal;
  } else {
    fact.status = "unknown";
    ++facts.unknown;
  }
  facts.quotas.push_back(std::move(fact));
}

json quota_json(const QuotaFact& fact) {
  return {{"key", fact.key},
          {"code", fact.code},
          {"name", fact.name},
          {"limit", rounded(fact.limit, 2)},
          {"limit_source", or_null(fact.limit_source)},
          {"current", rounded(fact.current, 2)},
          {"percentage", percentage_json(fact.percentage)},
          {"status", fact.status},
          {"concurrency", fact.concurrency},
          {"peak_at", or_null(fact.peak_at)},
          {"how", fact.how},
          {"reason", or_null(fact.reason)}};
}

QuotaFact quota_from_json(const json& entry) {
  QuotaFact fact;
  fact.key = base::read::text(entry, "key");
  fact.code = base::read::text(entry, "code");
  fact.name = base::read::text(entry, "name");
  fact.limit = base::read::number(entry, "limit");
  fact.limit_source = base::read::text(entry, "limit_source");
  fact.current = base::read::number(entry, "current");
  fact.percentage = base::read::number(entry, "percentage");
  fact.status = base::read::text(entry, "status");
  fact.concurrency = base::read::boolean(entry, "concurrency").value_or(false);
  fact.peak_at = read_time(entry, "peak_at");
  fact.how = base::read::text(entry, "how");
  fact.reason = base::read::text(entry, "reason");
  return fact;
}

}  // namespace

QuotaFacts quota_facts(const model::Scene& scene, const model::Dataset<model::ServiceQuotas>& quotas,
                       const model::Dataset<model::Counts>& counts, const model::Dataset<model::Metrics>& metrics) {
  QuotaFacts facts;
  facts.warn_percentage = scene.settings.warn_percentage;
  facts.fail_percentage = scene.settings.fail_percentage;
  for (const auto& usage : analysis::quota_usage(scene, quotas, counts, metrics)) add(facts, fact(usage));
  return facts;
}

nlohmann::json to_json(const QuotaFacts& facts) {
  json quotas = json::array();
  for (const auto& fact : facts.quotas) quotas.push_back(quota_json(fact));
  return {{"quotas", quotas},
          {"summary",
           {{"total_analyzed", facts.quotas.size()},
            {"critical", facts.critical},
            {"warning", facts.warning},
            {"normal", facts.normal},
            {"unknown", facts.unknown}}},
          {"thresholds",
           {{"warn_percentage", rounded(facts.warn_percentage, 2)},
            {"fail_percentage", rounded(facts.fail_percentage, 2)}}}};
}

void read_facts(const model::Document& document, QuotaFacts& facts) {
  const json& data = document.data;
  const json& thresholds = base::read::object(data, "thresholds");
  facts.warn_percentage = base::read::number(thresholds, "warn_percentage").value_or(facts.warn_percentage);
  facts.fail_percentage = base::read::number(thresholds, "fail_percentage").value_or(facts.fail_percentage);
  for (const auto& entry : base::read::array(data, "quotas")) {
    if (entry.is_object()) add(facts, quota_from_json(entry));
  }
}

}  // namespace components

#include "components/quota/measures.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <span>

#include "components/measure.hpp"
#include "components/quota/facts.hpp"
#include "model/peer_quota.hpp"

namespace components {
namespace {

// The reference application named quotas, and gave them no key.
std::optional<QuotaFact> quota(const model::Document& document, const model::QuotaRow& row) {
  QuotaFacts facts;
  read_facts(document, facts);
  const auto found = std::ranges::find_if(facts.quotas, [&](const QuotaFact& fact) {
    return fact.key.empty() ? model::is_same_name(fact.name, row.name) : fact.key == row.key;
  });
  return found == facts.quotas.end() ? std::nullopt : std::optional(*found);
}

Reading quota_reading(const model::Document& document, const model::QuotaRow& row, bool as_percentage) {
  const auto fact = quota(document, row);
  if (!fact) return gap("the review did not look at this quota");
  // The peak of what could be read of the window.
  if (fact->concurrency && !fact->reason.empty()) return gap(fact->reason);
  Reading reading = as_percentage ? known(fact->percentage) : known(fact->current);
  if (!reading.value && !fact->reason.empty()) reading.gap = fact->reason;
  reading.limit = as_percentage && fact->limit ? std::optional(100.0) : fact->limit;
  if (as_percentage) reading.scale = fact->limit;
  return reading;
}

void add_measures(std::span<const model::QuotaRow> rows, std::vector<Measure>& all) {
  for (const model::QuotaRow& row : rows) {
    const std::string name = fmt::format("quota.{}", row.key), title = title_of(row);
    all.push_back({fmt::format("{}.percentage", name), "quota", fmt::format("{}, share of the quota", title), "%",
                   "quota", [&row](const model::Document& document) { return quota_reading(document, row, true); }});
    all.push_back({fmt::format("{}.current", name), "quota", fmt::format("{}, in use", title), "", "",
                   [&row](const model::Document& document) { return quota_reading(document, row, false); }});
  }
}

// The highest of any operation.
Reading api_rate_reading(const QuotaFacts& facts, const model::Document&) {
  if (!facts.api_window && facts.api_rates_missing.empty()) return gap("the review did not count API calls");
  if (!facts.api_rates_missing.empty()) return gap(facts.api_rates_missing);
  if (facts.api_rates.empty()) return {0, 100, {}, ""};
  if (!facts.api_rates.front().percentage) return gap("the rates that AWS allows are not known");
  return {facts.api_rates.front().percentage, 100, {}, ""};
}

}  // namespace

std::vector<Measure> quota_measures() {
  std::vector<Measure> all;
  add_measures(model::quota_rows, all);
  for (const model::PeerRow& peer : model::peer_rows) add_measures(peer.quotas, all);
  all.push_back(measure<QuotaFacts>("quota.api_rate.percentage",
                                    "API calls in the busiest minute, highest share of a rate", "%", false,
                                    api_rate_reading));
  return all;
}

}  // namespace components

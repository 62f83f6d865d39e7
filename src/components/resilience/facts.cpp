#include "components/resilience/facts.hpp"

#include <algorithm>

#include "components/described.hpp"
#include "model/entry.hpp"

namespace components {

template <typename Visit>
void describe(TrafficGroupFact& fact, Visit&& field) {
  field("id", fact.id);
  field("name", fact.name);
  field("status", fact.status);
  field("is_default", fact.is_default);
  field("numbers", fact.numbers);
  field("calls", fact.calls);
  field("agents", fact.agents);
  field("sign_in", fact.sign_in);
  field("reason", fact.missing, omitted_if_empty);
}

template <typename Visit>
void describe(ResilienceFacts& facts, Visit&& field) {
  field("other_regions_missing", facts.regions_missing, null_if_empty);
  field("other_regions", facts.other_regions, if_known(facts.regions_missing.empty()));
  field("traffic_distribution_groups_missing", facts.groups_missing, null_if_empty);
  field("traffic_distribution_groups", facts.groups, if_known(facts.groups_missing.empty() || !facts.groups.empty()));
  field("last_change", facts.last_change);
  field("changes", facts.changes);
  field("changes_missing", facts.changes_missing, null_if_empty);
  field("worst_loss_percent", facts.worst_loss_percent);
  field("worst_loss_hour", facts.worst_loss_hour);
  field("worst_loss_missing", facts.loss_missing, null_if_empty);
}

template json to_json(const ResilienceFacts&);
template void read_facts(const model::Document&, ResilienceFacts&);
template json data_schema<ResilienceFacts>();

namespace {

std::string why_missing(const std::optional<model::Gap>& gap) {
  return gap ? gap->reason : "";
}

TrafficGroupFact fact_of(const model::TrafficDistributionGroup& group, const model::Dataset<model::PhoneNumbers>& phone,
                         const model::Dataset<model::TrafficDistributions>& distributions) {
  TrafficGroupFact fact;
  fact.id = group.id;
  fact.name = group.name.empty() ? group.id : group.name;
  fact.status = group.status;
  fact.is_default = group.is_default;
  if (phone.complete())
    fact.numbers = std::ranges::count(phone.value->numbers, group.arn, &model::PhoneNumber::target_arn);
  const auto* distribution = model::entry_of(distributions, group.id);
  if (distribution == nullptr) {
    fact.missing = distributions.known() ? "AWS tells it of active groups only" : why_missing(distributions.gap);
    return fact;
  }
  fact.missing = why_missing(distribution->gap);
  fact.calls = distribution->calls;
  fact.agents = distribution->agents;
  for (const auto& [region, is_enabled] : distribution->sign_in) {
    if (is_enabled) fact.sign_in.push_back(region);
  }
  return fact;
}

void add_loss(const model::Dataset<model::PacketLoss>& loss, ResilienceFacts& facts) {
  facts.loss_missing = why_missing(loss.gap);
  if (!loss.complete() || loss.value->hours.empty()) return;
  const auto worst = std::ranges::max_element(loss.value->hours, {}, &model::MetricPoint::value);
  facts.worst_loss_percent = worst->value * 100;
  facts.worst_loss_hour = worst->at;
}

}  // namespace

ResilienceFacts resilience_facts(const model::Scene& scene, const model::Dataset<model::InstanceDetails>& instance,
                                 const model::Dataset<model::PhoneNumbers>& phone,
                                 const model::Dataset<model::TrafficDistributions>& distributions,
                                 const model::Dataset<model::TrafficChanges>& changes,
                                 const model::Dataset<model::PacketLoss>& loss) {
  ResilienceFacts facts;
  facts.regions_missing = why_missing(instance.gap);
  if (instance.complete()) {
    const auto regions = model::other_regions(*instance.value, scene.instance.region);
    facts.other_regions.assign(regions.begin(), regions.end());
  }
  facts.groups_missing = why_missing(phone.gap);
  if (phone.known()) {
    for (const auto& group : phone.value->groups) facts.groups.push_back(fact_of(group, phone, distributions));
  }
  facts.changes_missing = why_missing(changes.gap);
  if (changes.complete()) {
    facts.changes = std::int64_t(changes.value->changes.size());
    if (!changes.value->changes.empty()) facts.last_change = changes.value->changes.front().at;
  }
  add_loss(loss, facts);
  return facts;
}

}  // namespace components

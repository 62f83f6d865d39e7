#include "components/operations/facts.hpp"

#include <algorithm>

#include "analysis/staffing.hpp"
#include "components/described.hpp"

namespace components {

template <typename Visit>
void describe(RoutingProfileFact& fact, Visit&& field) {
  field("id", fact.id);
  field("name", fact.name);
  field("users", fact.users);
  field("queues", fact.queues);
  field("channels", fact.channels, omitted_if_empty);
}

template <typename Visit>
void describe(OperationsFacts& facts, Visit&& field) {
  field("routing_profiles", facts.routing_profiles);
  field("without_users", facts.without_users);
  field("queued_when_closed", facts.queued_when_closed);
  field("abandoned_when_closed", facts.abandoned_when_closed);
  field("rules", facts.rules);
  field("evaluation_forms", facts.evaluation_forms);
  field("profiles", facts.profiles);
}

template json to_json(const OperationsFacts&);
template void read_facts(const model::Document&, OperationsFacts&);
template json data_schema<OperationsFacts>();

namespace {

template <typename List>
std::optional<std::int64_t> number_of(const model::Dataset<List>& list) {
  return list.complete() ? std::optional(std::int64_t(list.value->size())) : std::nullopt;
}

std::vector<RoutingProfileFact> facts_of(const model::RoutingProfiles& profiles,
                                         const std::optional<analysis::Staff>& staff) {
  std::vector<RoutingProfileFact> facts;
  for (const auto& profile : profiles) {
    RoutingProfileFact& fact = facts.emplace_back();
    fact.id = profile.id;
    fact.name = profile.name;
    fact.queues = profile.queues.number;
    fact.channels = profile.media;
    if (!staff) continue;
    const auto found = staff->find(profile.id);
    fact.users = found == staff->end() ? 0 : found->second;
  }
  std::ranges::stable_sort(facts, {}, [](const auto& fact) { return fact.users.value_or(0); });
  return facts;
}

void add_closed(OperationsFacts& facts, const model::HoursTraffics& all) {
  model::ClosedTraffic sum;
  for (const auto& one : all) {
    const auto closed = model::closed_traffic(one);
    if (!closed) return;
    sum.queued += closed->queued;
    sum.abandoned += closed->abandoned;
  }
  facts.queued_when_closed = sum.queued;
  facts.abandoned_when_closed = sum.abandoned;
}

}  // namespace

OperationsFacts operations_facts(const model::Scene&, const model::Dataset<model::RoutingProfiles>& profiles,
                                 const model::Dataset<model::AccessOfUsers>& users,
                                 const model::Dataset<model::HoursTraffics>& traffic,
                                 const model::Dataset<model::ContactRules>& rules,
                                 const model::Dataset<model::EvaluationForms>& forms) {
  OperationsFacts facts;
  facts.routing_profiles = number_of(profiles);
  facts.rules = number_of(rules);
  facts.evaluation_forms = number_of(forms);
  if (traffic.complete()) add_closed(facts, *traffic.value);
  std::optional<analysis::Staff> staff;
  if (users.known() && !analysis::unknown_staff(users)) staff = analysis::staff_of(*users.value);
  if (profiles.known()) facts.profiles = facts_of(*profiles.value, staff);
  if (profiles.complete() && staff)
    facts.without_users =
        std::ranges::count(facts.profiles, std::optional<std::int64_t>(0), &RoutingProfileFact::users);
  return facts;
}

}  // namespace components

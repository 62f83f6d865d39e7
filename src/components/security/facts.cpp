#include "components/security/facts.hpp"

#include "analysis/admins.hpp"
#include "components/described.hpp"

namespace components {

template <typename Visit>
void describe(AdminProfileFact& fact, Visit&& field) {
  field("id", fact.id);
  field("name", fact.name);
  field("permissions", fact.permissions);
  field("limited", fact.limited);
  field("users", fact.users);
}

template <typename Visit>
void describe(SecurityFacts& facts, Visit&& field) {
  field("origins_missing", facts.origins_missing, null_if_empty);
  field("approved_origins", facts.approved_origins,
        if_known(facts.origins_missing.empty() || !facts.approved_origins.empty()));
  field("security_profiles", facts.security_profiles);
  field("users", facts.users);
  field("security_keys", facts.security_keys);
  field("admin_users", facts.admin_users);
  field("access_missing", facts.access_missing, null_if_empty);
  field("admin_profiles", facts.admin_profiles,
        if_known(facts.access_missing.empty() || !facts.admin_profiles.empty()));
}

template json to_json(const SecurityFacts&);
template void read_facts(const model::Document&, SecurityFacts&);
template json data_schema<SecurityFacts>();

namespace {

template <typename List>
std::optional<std::int64_t> number_of(const model::Dataset<List>& list) {
  return list.complete() ? std::optional(std::int64_t(list.value->size())) : std::nullopt;
}

AdminProfileFact fact_of(const analysis::AdminProfile& admin, bool users_are_known) {
  AdminProfileFact fact{.id = admin.profile.id,
                        .name = admin.profile.name,
                        .permissions = admin.permissions,
                        .limited = std::nullopt,
                        .users = std::nullopt};
  if (admin.rights != model::AdminRights::unknown) fact.limited = admin.rights == model::AdminRights::limited;
  if (users_are_known) fact.users = admin.users;
  return fact;
}

}  // namespace

SecurityFacts security_facts(const model::Scene&, const model::Dataset<model::ApprovedOrigins>& origins,
                             const model::Dataset<model::SecurityProfiles>& profiles,
                             const model::Dataset<model::AccessOfProfiles>& access,
                             const model::Dataset<model::AccessOfUsers>& users,
                             const model::Dataset<model::SecurityKeys>& keys) {
  SecurityFacts facts;
  if (origins.known()) facts.approved_origins.assign(origins.value->begin(), origins.value->end());
  if (origins.gap) facts.origins_missing = origins.gap->reason;
  facts.security_profiles = number_of(profiles);
  facts.users = number_of(users);
  facts.security_keys = number_of(keys);
  for (const auto* gap : {&profiles.gap, &access.gap, &users.gap}) {
    if (*gap && facts.access_missing.empty()) facts.access_missing = (*gap)->reason;
  }
  if (!profiles.known() || !access.known()) return facts;
  const auto found = analysis::admins(*profiles.value, *access.value, users.value.value_or(model::AccessOfUsers()));
  for (const auto& admin : found.profiles) facts.admin_profiles.push_back(fact_of(admin, users.complete()));
  if (facts.access_missing.empty()) facts.admin_users = found.users;
  return facts;
}

}  // namespace components

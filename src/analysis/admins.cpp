#include "analysis/admins.hpp"

#include <algorithm>

namespace analysis {

using model::AdminRights;

std::map<std::string, std::int64_t> users_by_profile(const model::AccessOfUsers& users) {
  std::map<std::string, std::int64_t> found;
  for (const auto& user : users) {
    for (const std::string& id : std::set(user.security_profile_ids.begin(), user.security_profile_ids.end()))
      ++found[id];
  }
  return found;
}

Admins admins(const model::SecurityProfiles& profiles, const model::AccessOfProfiles& access,
              const model::AccessOfUsers& users) {
  Admins found;
  found.users = std::ranges::count_if(
      users, [&](const auto& user) { return model::admin_rights(user, access) == AdminRights::full; });
  auto by_profile = users_by_profile(users);
  for (const model::Listed& profile : profiles) {
    const auto of_profile = access.find(profile.id);
    if (of_profile == access.end()) continue;
    auto permissions = model::admin_permissions(of_profile->second);
    if (permissions.empty()) continue;
    found.profiles.push_back(
        {profile, model::admin_rights(of_profile->second), std::move(permissions), by_profile[profile.id]});
  }
  std::ranges::stable_sort(found.profiles, std::greater(), &AdminProfile::users);
  return found;
}

}  // namespace analysis

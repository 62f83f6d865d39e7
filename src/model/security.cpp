#include "model/security.hpp"

#include <algorithm>
#include <string_view>

namespace model {
namespace {

constexpr std::string_view over_users[] = {"Users.Create", "Users.Edit", "Users.EditPermission", "Users.Delete"};
constexpr std::string_view over_profiles[] = {"SecurityProfiles.Create", "SecurityProfiles.Edit",
                                              "SecurityProfiles.Delete"};

template <typename Permissions>
bool is_among(const Permissions& permissions, std::string_view permission) {
  return std::ranges::find(permissions, permission) != std::end(permissions);
}

template <typename Permissions>
bool has_any(const AccessOfProfile& profile, const Permissions& wanted) {
  return std::ranges::any_of(profile.permissions, [&](const auto& one) { return is_among(wanted, one); });
}

}  // namespace

std::vector<std::string> admin_permissions(const AccessOfProfile& profile) {
  std::vector<std::string> found;
  std::ranges::copy_if(profile.permissions, std::back_inserter(found), [](const std::string& permission) {
    return is_among(over_users, permission) || is_among(over_profiles, permission);
  });
  return found;
}

AdminRights admin_rights(const AccessOfProfile& profile) {
  if (profile.gap) return AdminRights::unknown;
  const bool users = has_any(profile, over_users), profiles = has_any(profile, over_profiles);
  if ((users && !profile.limits_users) || (profiles && !profile.limits_profiles)) return AdminRights::full;
  return users || profiles ? AdminRights::limited : AdminRights::none;
}

// A profile that is gone gives none. Every user has one: where there is none, AWS did not say it.
AdminRights admin_rights(const AccessOfUser& user, const AccessOfProfiles& profiles) {
  AdminRights rights = user.security_profile_ids.empty() ? AdminRights::unknown : AdminRights::none;
  for (const std::string& id : user.security_profile_ids) {
    const auto profile = profiles.find(id);
    if (profile != profiles.end()) rights = std::max(rights, admin_rights(profile->second));
  }
  return rights;
}

}  // namespace model

// Who can change users and security profiles, and by which profiles. Pure function.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/security.hpp"

namespace analysis {

// A security profile with admin rights, be they limited. Of one that was not read in full they are not known.
struct AdminProfile {
  model::Listed profile;
  model::AdminRights rights = model::AdminRights::full;
  std::vector<std::string> permissions;  // that give the rights
  std::int64_t users = 0;                // that have the profile
};

struct Admins {
  std::int64_t users = 0;              // whose rights are full, by whichever of their profiles
  std::vector<AdminProfile> profiles;  // most users first
};

Admins admins(const model::SecurityProfiles& profiles, const model::AccessOfProfiles& access,
              const model::AccessOfUsers& users);

// By a profile's id, how many users have it.
std::map<std::string, std::int64_t> users_by_profile(const model::AccessOfUsers& users);

}  // namespace analysis

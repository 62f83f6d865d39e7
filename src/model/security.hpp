// The security datasets: the sites that may embed agents' pages, the keys with which flows encrypt, what security
// profiles permit, and which of them users have. Of people no more than ids. Plain data, and the pure rules on it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "model/dataset.hpp"
#include "model/listed.hpp"

namespace model {

// As somebody has written them: https://crm.example.com.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_AssociateApprovedOrigin.html
using ApprovedOrigins = std::set<std::string>;

// A public key with which blocks of flows encrypt what callers key in: of the key itself nothing is kept.
// https://docs.aws.amazon.com/connect/latest/adminguide/encrypt-data.html
struct SecurityKey {
  std::string id;  // by which blocks name it
  std::optional<base::Time> created;
};

using SecurityKeys = std::vector<SecurityKey>;

using SecurityProfiles = std::vector<Listed>;

// What a security profile permits, in AWS's words: Users.Create, BasicAgentAccess.
// https://docs.aws.amazon.com/connect/latest/adminguide/security-profile-list.html
struct AccessOfProfile {
  std::vector<std::string> permissions;
  bool limits_users = false;     // by tags or hierarchy groups: what it permits, it permits for a part of the users
  bool limits_profiles = false;  // the same of security profiles
  std::optional<Gap> gap;        // why its permissions are not known, or whether they are limited
};

// By the profile's id.
using AccessOfProfiles = std::map<std::string, AccessOfProfile>;

// What a user has: the permissions of all these profiles together, and the routing profile.
struct AccessOfUser {
  std::string id;
  std::vector<std::string> security_profile_ids;
  std::string hierarchy_group_id;    // empty: in none
  std::string routing_profile_id{};  // every user has one; empty: AWS did not say
};

using AccessOfUsers = std::vector<AccessOfUser>;

// Whether somebody can change other users or security profiles. With either, people can give themselves, and anyone
// else, every permission there is. In the order in which one profile of a user outweighs another.
// https://docs.aws.amazon.com/connect/latest/adminguide/security-profile-best-practices.html
enum class AdminRights { none, limited, unknown, full };

// Those of the profile's permissions that give such rights.
std::vector<std::string> admin_permissions(const AccessOfProfile& profile);

AdminRights admin_rights(const AccessOfProfile& profile);
AdminRights admin_rights(const AccessOfUser& user, const AccessOfProfiles& profiles);

}  // namespace model

// Facts of the component `security`. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "components/facts.hpp"
#include "model/inventory.hpp"

namespace components {

// A security profile whose users can change users or security profiles.
struct AdminProfileFact {
  std::string id;
  std::string name;
  std::vector<std::string> permissions;  // that let them
  std::optional<bool> limited;           // by tags or hierarchy groups
  std::optional<std::int64_t> users;
};

struct SecurityFacts {
  static constexpr std::string_view component = "security";

  std::vector<std::string> approved_origins;
  std::string origins_missing;  // why they are not known, or not all of them
  std::optional<std::int64_t> security_profiles;
  std::optional<std::int64_t> users;
  std::optional<std::int64_t> security_keys;  // with which flows can encrypt what callers key in
  std::optional<std::int64_t> admin_users;    // who can change users or security profiles without limits
  std::vector<AdminProfileFact> admin_profiles;
  std::string access_missing;  // why it is not known, or not in full, who can
};

SecurityFacts security_facts(const model::Scene& scene, const model::Dataset<model::ApprovedOrigins>& origins,
                             const model::Dataset<model::SecurityProfiles>& profiles,
                             const model::Dataset<model::AccessOfProfiles>& access,
                             const model::Dataset<model::AccessOfUsers>& users,
                             const model::Dataset<model::SecurityKeys>& keys);

}  // namespace components

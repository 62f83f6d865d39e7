#include "model/security.hpp"

#include <gtest/gtest.h>

namespace model {
namespace {

using Names = std::vector<std::string>;

AccessOfProfile with(Names permissions) {
  return {.permissions = std::move(permissions), .gap = std::nullopt};
}

TEST(AdminRights, AreWhatChangesUsersOrSecurityProfiles) {
  for (const char* permission : {"Users.Create", "Users.Edit", "Users.EditPermission", "Users.Delete",
                                 "SecurityProfiles.Create", "SecurityProfiles.Edit", "SecurityProfiles.Delete"}) {
    EXPECT_EQ(admin_rights(with({"BasicAgentAccess", permission})), AdminRights::full) << permission;
  }
  EXPECT_EQ(admin_rights(with({"BasicAgentAccess", "Users.View", "SecurityProfiles.View", "Queues.Edit", ""})),
            AdminRights::none);
  EXPECT_EQ(admin_permissions(with({"Users.View", "SecurityProfiles.Edit", "Users.Edit"})),
            (Names{"SecurityProfiles.Edit", "Users.Edit"}));
}

TEST(AdminRights, AreLimitedOnlyWhereAllOfThemAre) {
  AccessOfProfile profile = with({"Users.Edit"});
  profile.limits_profiles = true;
  EXPECT_EQ(admin_rights(profile), AdminRights::full);
  profile.limits_users = true;
  EXPECT_EQ(admin_rights(profile), AdminRights::limited);
  profile.permissions.emplace_back("SecurityProfiles.Edit");
  EXPECT_EQ(admin_rights(profile), AdminRights::limited);
  profile.limits_profiles = false;
  EXPECT_EQ(admin_rights(profile), AdminRights::full);
}

TEST(AdminRights, AreNotKnownOfAProfileThatWasNotReadInFull) {
  AccessOfProfile profile = with({"Users.Edit"});
  profile.gap = Gap{GapKind::denied, "no", "connect:DescribeSecurityProfile"};
  EXPECT_EQ(admin_rights(profile), AdminRights::unknown);
}

TEST(AdminRights, OfAUserAreThoseOfAllProfilesTogether) {
  AccessOfProfiles profiles = {{"agent", with({"BasicAgentAccess"})}, {"admin", with({"Users.Edit"})}};
  profiles["team"] = {.permissions = {"Users.Edit"}, .limits_users = true, .gap = std::nullopt};
  profiles["dark"].gap = Gap{};
  const auto rights = [&](Names ids) { return admin_rights({"u", std::move(ids), ""}, profiles); };
  EXPECT_EQ(rights({}), AdminRights::unknown);
  EXPECT_EQ(rights({"agent", "gone"}), AdminRights::none);
  EXPECT_EQ(rights({"agent", "team"}), AdminRights::limited);
  EXPECT_EQ(rights({"dark", "team"}), AdminRights::unknown);
  EXPECT_EQ(rights({"admin", "dark"}), AdminRights::full);
}

}  // namespace
}  // namespace model

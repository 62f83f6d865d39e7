#include "analysis/admins.hpp"

#include <gtest/gtest.h>

namespace analysis {
namespace {

using model::AdminRights;

TEST(Admins, AreCountedOnceAndBySecurityProfile) {
  const model::SecurityProfiles profiles = {
      {"a", "", "Admin"}, {"b", "", "Agent"}, {"l", "", "Lead"}, {"m", "", "Manager"}, {"x", "", "Dark"}};
  model::AccessOfProfiles access;
  access["a"].permissions = {"Users.Edit", "Queues.Edit"};
  access["b"].permissions = {"BasicAgentAccess"};
  access["l"].permissions = {"Users.Edit"};
  access["l"].limits_users = true;
  access["m"].permissions = {"SecurityProfiles.Edit"};
  access["x"].gap = model::Gap{};
  const Admins found =
      admins(profiles, access, {{"1", {"a", "m"}, ""}, {"2", {"m", "m"}, ""}, {"3", {"l"}, ""}, {"4", {"b", "x"}, ""}});
  EXPECT_EQ(found.users, 2);
  ASSERT_EQ(found.profiles.size(), 3U);
  EXPECT_EQ(found.profiles[0].profile.name, "Manager");
  EXPECT_EQ(found.profiles[0].users, 2);
  EXPECT_EQ(found.profiles[1].permissions, (std::vector<std::string>{"Users.Edit"}));
  EXPECT_EQ(found.profiles[1].users, 1);
  EXPECT_TRUE(found.profiles[2].rights == AdminRights::limited);
}

TEST(Admins, AreNoneOfNothing) {
  const Admins found = admins({}, {}, {});
  EXPECT_EQ(found.users, 0);
  EXPECT_TRUE(found.profiles.empty());
}

}  // namespace
}  // namespace analysis

#include "analysis/staffing.hpp"

#include <gtest/gtest.h>

namespace analysis {
namespace {

using Users = model::Dataset<model::AccessOfUsers>;

model::AccessOfUser with_profile(const char* id, const char* routing_profile) {
  return {.id = id, .security_profile_ids = {}, .hierarchy_group_id = "", .routing_profile_id = routing_profile};
}

TEST(Staffing, CountsTheUsersOfEachRoutingProfile) {
  const auto users = Users::of({with_profile("u1", "a"), with_profile("u2", "b"), with_profile("u3", "a")});
  EXPECT_EQ(staff_of(*users.value), (Staff{{"a", 2}, {"b", 1}}));
  EXPECT_FALSE(unknown_staff(users));
}

TEST(Staffing, IsNotKnownWhileAWSDoesNotSayItOfEveryone) {
  auto users = Users::of({with_profile("u1", "a"), with_profile("u2", "")});
  EXPECT_EQ(staff_of(*users.value), (Staff{{"a", 1}}));
  ASSERT_TRUE(unknown_staff(users));
  EXPECT_EQ(unknown_staff(users)->reason, "AWS did not say which routing profile 1 of 2 users have");
  users.gap = model::Gap{model::GapKind::out_of_time, "the time was up", ""};
  EXPECT_EQ(unknown_staff(users)->kind, model::GapKind::out_of_time);
}

TEST(Staffing, ServesQueuesOfBothKinds) {
  const model::RoutingProfile profile{.id = "r", .name = "Night", .queues = {1, {"q1"}}, .manual_queues = {1, {"q2"}}};
  EXPECT_TRUE(serves(profile, "q1"));
  EXPECT_TRUE(serves(profile, "q2"));
  EXPECT_FALSE(serves(profile, "q3"));
}

}  // namespace
}  // namespace analysis

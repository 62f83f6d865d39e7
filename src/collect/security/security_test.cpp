// The collectors of who may do what.
#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "fakes/collecting.hpp"

namespace {

using nlohmann::json;
namespace connect = aws::connect;
using Names = std::vector<std::string>;

using ApprovedOriginCollector = fakes::Collecting;

TEST_F(ApprovedOriginCollector, ReadsEveryPage) {
  aws_.answer(connect::list_approved_origins,
              {{"Origins", {"https://b.example", "https://a.example"}}, {"NextToken", "t"}});
  aws_.answer(connect::list_approved_origins, {{"Origins", {"https://a.example", "*"}}});
  const auto dataset = read<&Inventory::approved_origins>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(*dataset.value, (model::ApprovedOrigins{"*", "https://a.example", "https://b.example"}));
  EXPECT_EQ(aws_.asked(connect::list_approved_origins)[0], (json{{"InstanceId", id}, {"MaxResults", 25}}));
}

TEST_F(ApprovedOriginCollector, SaysWhatItCannotRead) {
  aws_.answer(connect::list_approved_origins, {{"Origins", {"https://a.example", nullptr, hostile_text()}}});
  const auto dataset = read<&Inventory::approved_origins>();
  ASSERT_EQ(dataset.value->size(), 2U);
  EXPECT_EQ(dataset.gap->kind, model::GapKind::malformed);
  for (const auto& origin : *dataset.value) {
    EXPECT_LE(origin.size(), 310U);
    EXPECT_EQ(origin.find('\x1B'), std::string::npos);
  }
}

class ProfileAccessCollector : public fakes::Collecting {
 protected:
  ProfileAccessCollector() {
    inventory_.security_profiles = model::Dataset<model::SecurityProfiles>::of(
        {{"p1", "arn", "Admin"}, {"p2", "arn", "Agent"}, {"p3", "arn", "Manager"}});
  }

  void permit(const char* profile, const json& permissions) {
    aws_.answer(connect::list_security_profile_permissions, {{"Permissions", permissions}},
                {{"SecurityProfileId", profile}});
  }
  void describe(const char* profile, json described) {
    described["Id"] = profile;
    aws_.answer(connect::describe_security_profile, {{"SecurityProfile", described}}, {{"SecurityProfileId", profile}});
  }
  auto access() { return read<&Inventory::security_profile_access>(); }
};

TEST_F(ProfileAccessCollector, AsksForTheLimitsOfAdministratorsAlone) {
  aws_.answer(connect::list_security_profile_permissions, {{"Permissions", {"Users.Edit"}}, {"NextToken", "t"}},
              {{"SecurityProfileId", "p1"}});
  permit("p1", {"SecurityProfiles.Edit"});
  permit("p2", {"BasicAgentAccess"});
  permit("p3", {"Users.Edit"});
  describe("p1", {{"AllowedAccessControlTags", {{"Site", "Kiel"}}}, {"TagRestrictedResources", {"SecurityProfile"}}});
  describe("p3", {{"HierarchyRestrictedResources", {"User"}}});
  const auto dataset = access();
  ASSERT_TRUE(dataset.complete());
  const auto& admin = dataset.value->at("p1");
  EXPECT_EQ(admin.permissions, (Names{"Users.Edit", "SecurityProfiles.Edit"}));
  EXPECT_TRUE(admin.limits_profiles && !admin.limits_users);
  const auto& manager = dataset.value->at("p3");
  EXPECT_TRUE(manager.limits_users && !manager.limits_profiles);
  EXPECT_EQ(aws_.asked(connect::list_security_profile_permissions)[0],
            (json{{"InstanceId", id}, {"SecurityProfileId", "p1"}, {"MaxResults", 1000}}));
  EXPECT_EQ(aws_.asked(connect::describe_security_profile).size(), 2U);
}

// Tags limit nothing while there are none.
TEST_F(ProfileAccessCollector, TakesNoLimitForGranted) {
  for (const char* profile : {"p1", "p2", "p3"}) permit(profile, {"Users.Edit"});
  describe("p1", {{"TagRestrictedResources", {"User"}}, {"AllowedAccessControlTags", json::object()}});
  describe("p2", {{"TagRestrictedResources", {"Queue", 7}}, {"AllowedAccessControlTags", {{"Site", "Kiel"}}}});
  aws_.answer(connect::describe_security_profile, {{"SecurityProfile", nullptr}}, {{"SecurityProfileId", "p3"}});
  const auto dataset = access();
  for (const auto& [key, profile] : *dataset.value)
    EXPECT_FALSE(profile.limits_users || profile.limits_profiles) << key;
  EXPECT_EQ(dataset.value->at("p3").gap->kind, model::GapKind::malformed);
}

TEST_F(ProfileAccessCollector, LeavesUnknownOnlyTheProfileThatItCouldNotRead) {
  aws_.fail(connect::list_security_profile_permissions, "AccessDeniedException", 403, {{"SecurityProfileId", "p1"}});
  permit("p2", {"BasicAgentAccess", 7});
  permit("p3", {"Users.Edit"});
  aws_.fail(connect::describe_security_profile, "AccessDeniedException", 403, {{"SecurityProfileId", "p3"}});
  const auto dataset = access();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->at("p1").gap->permission, "connect:ListSecurityProfilePermissions");
  EXPECT_EQ(dataset.value->at("p2").gap->kind, model::GapKind::malformed);
  EXPECT_EQ(dataset.value->at("p3").gap->permission, "connect:DescribeSecurityProfile");
  EXPECT_EQ(dataset.value->at("p3").permissions, (Names{"Users.Edit"}));
  EXPECT_EQ(dataset.gap->reason.find("3 of 3 permissions of security profiles could not be read; "), 0U)
      << dataset.gap->reason;
}

TEST_F(ProfileAccessCollector, NeedsTheList) {
  inventory_.security_profiles = model::Dataset<model::SecurityProfiles>::missing(denied);
  EXPECT_EQ(access().gap->kind, model::GapKind::needs_other);
  EXPECT_EQ(aws_.calls(), 0U);
}

using UserAccessCollector = fakes::Collecting;

TEST_F(UserAccessCollector, KeepsIdsAlone) {
  aws_.answer(connect::search_users, {{"Users",
                                       {{{"Id", "u1"},
                                         {"Username", "ann"},
                                         {"IdentityInfo", {{"FirstName", "Ann"}}},
                                         {"SecurityProfileIds", {"p1", "p2"}},
                                         {"RoutingProfileId", "r1"},
                                         {"HierarchyGroupId", "g1"}}}},
                                      {"NextToken", "t"}});
  aws_.answer(connect::search_users, {{"Users", {{{"Id", "u2"}, {"SecurityProfileIds", {"p1"}}}}}});
  const auto dataset = read<&Inventory::user_access>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 2U);
  const auto &first = dataset.value->front(), &second = dataset.value->back();
  EXPECT_EQ(first.id + first.hierarchy_group_id + first.routing_profile_id, "u1g1r1");
  EXPECT_EQ(first.security_profile_ids, (Names{"p1", "p2"}));
  EXPECT_EQ(second.id + second.hierarchy_group_id + second.routing_profile_id, "u2");
  EXPECT_EQ(aws_.asked(connect::search_users)[0], (json{{"InstanceId", id}, {"MaxResults", 500}}));
}

TEST_F(UserAccessCollector, SaysOfHowManyNothingIsSaid) {
  aws_.answer(
      connect::search_users,
      {{"Users",
        {nullptr, {{"Id", "u1"}, {"SecurityProfileIds", {7}}}, {{"Id", "u2"}, {"SecurityProfileIds", {"p1"}}}}}});
  const auto dataset = read<&Inventory::user_access>();
  EXPECT_EQ(dataset.value->size(), 3U);
  EXPECT_EQ(dataset.gap->reason, "AWS did not say which security profiles 2 of 3 users have");
}

}  // namespace

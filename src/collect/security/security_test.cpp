// The collectors of who may do what.
#include <algorithm>
#include <gtest/gtest.h>

#include "aws/operations/cloudtrail.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/iam.hpp"
#include "base/encode.hpp"
#include "base/timestamp.hpp"
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

using SecurityKeyCollector = fakes::Collecting;

TEST_F(SecurityKeyCollector, KeepsIdsAndTimesAlone) {
  aws_.answer(connect::list_security_keys,
              {{"SecurityKeys", {{{"AssociationId", "k1"}, {"Key", "-----BEGIN"}, {"CreationTime", 1760000000.5}}}},
               {"NextToken", "t"}});
  aws_.answer(connect::list_security_keys, {{"SecurityKeys", {{{"AssociationId", "k2"}}}}});
  const auto dataset = read<&Inventory::security_keys>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 2U);
  EXPECT_EQ(dataset.value->front().id, "k1");
  EXPECT_EQ(base::to_iso8601(*dataset.value->front().created), "2025-10-09T08:53:20Z");
  EXPECT_FALSE(dataset.value->back().created.has_value());
  EXPECT_EQ(aws_.asked(connect::list_security_keys)[0], (json{{"InstanceId", id}, {"MaxResults", 2}}));
}

// Without an id nobody could tell whether a block names it.
TEST_F(SecurityKeyCollector, KnowsNothingOfOneWithoutAnId) {
  aws_.answer(connect::list_security_keys, {{"SecurityKeys", {{{"CreationTime", 1760000000}}}}});
  EXPECT_EQ(failure_of([&] { read<&Inventory::security_keys>(); }), base::ErrorKind::corrupt);
}

TEST_F(SecurityKeyCollector, SaysWhatIsDenied) {
  aws_.fail(connect::list_security_keys, "AccessDeniedException", 403);
  EXPECT_EQ(failure_of([&] { read<&Inventory::security_keys>(); }), base::ErrorKind::denied);
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

const std::string crm = "arn:aws:iam::111122223333:role/crm", own = "arn:aws:iam::111122223333:role/old/connect";

class IamRoleCollector : public fakes::Collecting {
 protected:
  IamRoleCollector() {
    model::LambdaFunctions functions;
    functions["crm"].role = functions["cargo"].role = crm;
    functions["gone"].exists = false;
    inventory_.lambda_functions = model::Dataset<model::LambdaFunctions>::of(functions);
    set_service_role("arn:aws:iam::111122223333:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleFor_1");
  }

  void set_service_role(const std::string& role) {
    model::InstanceDetails details;
    details.service_role = role;
    inventory_.instance = model::Dataset<model::InstanceDetails>::of(details);
  }
  void allow(const std::string& role, const Names& allowed) {
    json results = json::array();
    for (const auto action : model::sweeping_actions()) {
      const bool is_allowed = std::ranges::find(allowed, action) != allowed.end();
      results.push_back({{"EvalActionName", action},
                         {"EvalResourceName", "*"},
                         {"EvalDecision", is_allowed ? "allowed" : "implicitDeny"}});
    }
    aws_.answer(aws::iam::simulate_principal_policy, {{"EvaluationResults", results}}, {{"PolicySourceArn", role}});
  }
  void trust(const json& statements) {
    const json policy = {{"Version", "2012-10-17"}, {"Statement", statements}};
    aws_.answer(aws::iam::get_role, {{"Role", {{"AssumeRolePolicyDocument", base::percent_encode(policy.dump())}}}});
  }
  auto roles() { return read<&Inventory::iam_roles>(); }
};

// AWS looks after a role that is linked to its service, and a role of several functions is one.
TEST_F(IamRoleCollector, AsksOnceForEachRoleOfFunctions) {
  allow(crm, {"s3:DeleteBucket", "sts:AssumeRole"});
  const auto dataset = roles();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 1U);
  EXPECT_EQ(dataset.value->at(crm).allowed, (Names{"s3:DeleteBucket", "sts:AssumeRole"}));
  const json asked = aws_.asked(aws::iam::simulate_principal_policy)[0];
  EXPECT_EQ(asked.at("ActionNames").size(), model::sweeping_actions().size());
  EXPECT_EQ(asked.at("ContextEntries").at(0).at("ContextKeyValues"), json::array({"eu-central-1"}));
  EXPECT_FALSE(asked.contains("ResourceArns"));
  EXPECT_EQ(aws_.calls(), 1U);
}

TEST_F(IamRoleCollector, ReadsWhomAnOldServiceRoleTrusts) {
  set_service_role(own);
  allow(crm, {});
  allow(own, {});
  trust({{{"Effect", "Allow"}, {"Principal", {{"Service", {"connect.amazonaws.com", "ec2.amazonaws.com"}}}}},
         {{"Effect", "Allow"}, {"Principal", {{"AWS", "arn:aws:iam::444455556666:root"}}}},
         {{"Effect", "Deny"}, {"Principal", "*"}},
         {{"Effect", "Allow"}, {"Principal", "*"}}});
  const auto dataset = roles();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(dataset.value->at(own).trusted, (Names{"ec2.amazonaws.com", "arn:aws:iam::444455556666:root", "*"}));
  EXPECT_TRUE(dataset.value->at(crm).trusted.empty());
  EXPECT_EQ(aws_.asked(aws::iam::get_role)[0], (json{{"RoleName", "connect"}}));
}

TEST_F(IamRoleCollector, KnowsOneThatIsGone) {
  aws_.fail(aws::iam::simulate_principal_policy, "NoSuchEntity", 404);
  const auto dataset = roles();
  ASSERT_TRUE(dataset.complete());
  EXPECT_FALSE(dataset.value->at(crm).exists);
}

TEST_F(IamRoleCollector, TakesNothingForGrantedThatWasNotAnswered) {
  set_service_role(own);
  aws_.answer(aws::iam::simulate_principal_policy,
              {{"EvaluationResults", {{{"EvalActionName", "s3:DeleteBucket"}, {"EvalDecision", "allowed"}}, nullptr}}},
              {{"PolicySourceArn", crm}});
  allow(own, {});
  aws_.answer(aws::iam::get_role, {{"Role", {{"AssumeRolePolicyDocument", "%7B"}}}});
  const auto dataset = roles();
  EXPECT_EQ(dataset.value->at(crm).gap->kind, model::GapKind::malformed);
  EXPECT_EQ(dataset.value->at(own).gap->kind, model::GapKind::malformed);
  EXPECT_EQ(dataset.gap->reason.find("2 of 2 IAM roles could not be read; "), 0U) << dataset.gap->reason;
}

TEST_F(IamRoleCollector, TakesNoDenialForGrantedThatHangsOnAConditionItWasNotTold) {
  json results = json::array();
  for (const auto action : model::sweeping_actions()) {
    results.push_back({{"EvalActionName", action},
                       {"EvalDecision", "implicitDeny"},
                       {"MissingContextValues", json::array({"aws:ResourceAccount"})}});
  }
  aws_.answer(aws::iam::simulate_principal_policy, {{"EvaluationResults", results}});
  EXPECT_EQ(roles().value->at(crm).gap->kind, model::GapKind::malformed);
}

TEST_F(IamRoleCollector, SaysWhatIsDeniedAndWhatIsElsewhere) {
  const std::string elsewhere = "arn:aws:iam::444455556666:role/crm";
  (*inventory_.lambda_functions.value)["cargo"].role = elsewhere;
  aws_.fail(aws::iam::simulate_principal_policy, "AccessDenied", 403);
  const auto dataset = roles();
  EXPECT_EQ(dataset.value->at(crm).gap->permission, "iam:SimulatePrincipalPolicy");
  EXPECT_EQ(dataset.value->at(elsewhere).gap->kind, model::GapKind::not_supported);
  EXPECT_EQ(aws_.calls(), 1U);
}

TEST_F(IamRoleCollector, AsksForNothingThatIsNoRole) {
  (*inventory_.lambda_functions.value)["crm"].role = (*inventory_.lambda_functions.value)["cargo"].role = "<b>";
  EXPECT_EQ(roles().value->at("<b>").gap->kind, model::GapKind::malformed);
  EXPECT_EQ(aws_.calls(), 0U);
}

TEST_F(IamRoleCollector, SaysOfHowManyFunctionsNoRoleIsKnown) {
  (*inventory_.lambda_functions.value)["cargo"].role.clear();
  allow(crm, {});
  const auto dataset = roles();
  EXPECT_EQ(dataset.value->size(), 1U);
  EXPECT_EQ(dataset.gap->reason, "AWS did not say which roles 1 of 3 functions run with");
}

TEST_F(IamRoleCollector, ReadsTheServiceRoleWithoutTheFunctions) {
  inventory_.lambda_functions = model::Dataset<model::LambdaFunctions>::missing(denied);
  set_service_role(own);
  allow(own, {});
  trust(json{{"Effect", "Allow"}, {"Principal", {{"Service", "connect.amazonaws.com"}}}});
  const auto dataset = roles();
  EXPECT_EQ(dataset.gap->kind, model::GapKind::needs_other);
  EXPECT_TRUE(dataset.value->at(own).trusted.empty());
}

class AuditTrailCollector : public fakes::Collecting {
 protected:
  static json trail(const std::string& name, bool has_own_selectors) {
    return {{"Name", name},
            {"TrailARN", "arn:aws:cloudtrail:eu-west-1:111122223333:trail/" + name},
            {"HomeRegion", "eu-west-1"},
            {"IsMultiRegionTrail", true},
            {"LogFileValidationEnabled", true},
            {"HasCustomEventSelectors", has_own_selectors}};
  }
  void list(const json& trails) { aws_.answer(aws::cloudtrail::describe_trails, {{"trailList", trails}}); }
  void status(const json& answer) { aws_.answer(aws::cloudtrail::get_trail_status, answer); }
  void no_stores() { aws_.answer(aws::cloudtrail::list_event_data_stores, {{"EventDataStores", json::array()}}); }
  auto trails() { return read<&Inventory::audit_trails>(); }

  // What is told of a trail with these selectors.
  std::optional<bool> records(const json& selectors) {
    list(json::array({trail("t", true)}));
    status({{"IsLogging", true}});
    aws_.answer(aws::cloudtrail::get_event_selectors, selectors);
    aws_.answer(aws::cloudtrail::list_event_data_stores, json::object());
    const auto dataset = trails();
    return dataset.value->at(0).records_changes;
  }
  static json basic(const json& selector) { return {{"EventSelectors", json::array({selector})}}; }
  static json advanced(const json& fields) {
    const json selector = {{"FieldSelectors", fields}};
    return {{"AdvancedEventSelectors", json::array({selector})}};
  }
};

TEST_F(AuditTrailCollector, AsksForNoMoreThanOneThatKeepsChanges) {
  list(json::array({trail("all", false)}));
  status({{"IsLogging", true}, {"LatestDeliveryError", ""}});
  const auto dataset = trails();
  ASSERT_TRUE(dataset.complete());
  const auto& found = dataset.value->at(0);
  EXPECT_TRUE(model::keeps_changes(found) && found.is_of_all_regions && found.is_validated && !found.is_store);
  EXPECT_EQ(aws_.asked(aws::cloudtrail::get_trail_status)[0], (json{{"Name", found.arn}}));
  EXPECT_EQ(aws_.calls(), 2U);
}

TEST_F(AuditTrailCollector, KnowsWhatBasicSelectorsRecord) {
  EXPECT_EQ(records(basic({{"ReadWriteType", "All"}, {"IncludeManagementEvents", true}})), true);
  EXPECT_EQ(records(basic({{"ReadWriteType", "WriteOnly"}})), true);
  EXPECT_EQ(records(basic({{"ReadWriteType", "ReadOnly"}})), false);
  EXPECT_EQ(records(basic({{"ReadWriteType", "All"}, {"IncludeManagementEvents", false}})), false);
  EXPECT_EQ(records(json::object()), std::nullopt);
}

TEST_F(AuditTrailCollector, KnowsWhatAdvancedSelectorsRecord) {
  const json management = {{"Field", "eventCategory"}, {"Equals", {"Management"}}};
  const json data = {{"Field", "eventCategory"}, {"Equals", {"Data"}}};
  const auto with = [&](const json& field) { return records(advanced(json::array({management, field}))); };
  EXPECT_EQ(records(advanced(json::array({management}))), true);
  EXPECT_EQ(records(advanced(json::array({data}))), false);
  EXPECT_EQ(with({{"Field", "readOnly"}, {"Equals", {"true"}}}), false);
  EXPECT_EQ(with({{"Field", "readOnly"}, {"Equals", {"false"}}}), true);
  EXPECT_EQ(with({{"Field", "eventSource"}, {"NotEquals", {"kms.amazonaws.com"}}}), true);
  EXPECT_EQ(with({{"Field", "eventSource"}, {"NotEquals", {"connect.amazonaws.com"}}}), false);
  EXPECT_EQ(with({{"Field", "eventSource"}, {"Equals", {"s3.amazonaws.com"}}}), false);
  EXPECT_EQ(with({{"Field", "eventSource"}, {"StartsWith", {"s3"}}}), std::nullopt);
  EXPECT_EQ(with({{"Field", "eventName"}, {"Equals", {"DeleteTrail"}}}), std::nullopt);
}

TEST_F(AuditTrailCollector, AsksForStoresWhereNoTrailKeepsChanges) {
  list({trail("stopped", false), trail("full", false)});
  status({{"IsLogging", false}});
  status({{"IsLogging", true}, {"LatestDeliveryError", "AccessDenied"}});
  const std::string store = "arn:aws:cloudtrail:eu-central-1:111122223333:eventdatastore/1";
  aws_.answer(aws::cloudtrail::list_event_data_stores,
              {{"EventDataStores", {{{"EventDataStoreArn", store}, {"Name", "audit"}}}}});
  const auto dataset = trails();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 3U);
  EXPECT_EQ(dataset.value->at(1).delivery_error, "AccessDenied");
  EXPECT_TRUE(dataset.value->at(2).is_store);
  EXPECT_EQ(dataset.value->at(2).name, "audit");
}

TEST_F(AuditTrailCollector, SaysWhatItMayNotRead) {
  list(json::array({trail("organization", false)}));
  aws_.fail(aws::cloudtrail::get_trail_status, "AccessDeniedException", 400);
  no_stores();
  auto dataset = trails();
  EXPECT_EQ(dataset.value->at(0).gap->permission, "cloudtrail:GetTrailStatus");
  EXPECT_EQ(dataset.gap->permission, "cloudtrail:GetTrailStatus");
  list(json::array());
  aws_.fail(aws::cloudtrail::list_event_data_stores, "AccessDeniedException", 400);
  dataset = trails();
  EXPECT_TRUE(dataset.value->empty());
  EXPECT_EQ(dataset.gap->permission, "cloudtrail:ListEventDataStores");
}

TEST_F(AuditTrailCollector, TakesNoStateForGranted) {
  list(json::array({trail("t", false)}));
  status({{"IsLogging", "yes"}});
  no_stores();
  EXPECT_EQ(trails().value->at(0).gap->kind, model::GapKind::malformed);
}

}  // namespace

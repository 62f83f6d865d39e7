#include <atomic>
#include <barrier>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "fakes/collecting.hpp"

namespace {

using model::GapKind;
using nlohmann::json;
namespace connect = aws::connect;

class CountCollector : public fakes::Collecting {
 protected:
  CountCollector() {
    inventory_.queues = model::Dataset<model::Queues>::of({{}, {}});
    inventory_.routing_profiles = model::Dataset<model::RoutingProfiles>::of({});
    inventory_.users = model::Dataset<model::Users>::of({{"u1"}, {"u2"}});
    inventory_.security_profiles = model::Dataset<model::SecurityProfiles>::of({});
    inventory_.prompts = model::Dataset<model::Prompts>::of({{}});
    inventory_.hours = model::Dataset<model::HoursOfOperations>::of({{}, {}, {}, {}});
    inventory_.lambda_associations = model::Dataset<model::LambdaAssociations>::of({"a", "b"});
    inventory_.flows = model::Dataset<std::vector<model::FlowSummary>>::of({{}, {}, {}});
    inventory_.modules = model::Dataset<std::vector<model::FlowSummary>>::of({{}});
    inventory_.phone_numbers = model::Dataset<model::PhoneNumbers>::of({});
    inventory_.integrations = model::Dataset<model::Integrations>::of(
        {{"APPLICATION", ""}, {"EVENT", ""}, {"EVENT", ""}, {"CASES_DOMAIN", ""}});
  }
  // Every list is empty unless the script says otherwise before.
  model::Dataset<model::Counts> counts() {
    aws_.otherwise_answer(json::object());
    return read<&Inventory::counts>();
  }
};

TEST_F(CountCollector, CountsEveryQuotaThatIsCounted) {
  const auto dataset = counts();
  ASSERT_TRUE(dataset.complete());
  std::size_t counted = 0;
  for (const auto& row : model::quota_rows) {
    if (row.use != model::QuotaUse::counted) continue;
    ++counted;
    const auto found = dataset.value->find(row.key);
    ASSERT_NE(found, dataset.value->end()) << row.key;
    EXPECT_TRUE(found->second.value) << row.key;
    EXPECT_TRUE(found->second.how.starts_with("connect:")) << row.key;
  }
  EXPECT_EQ(dataset.value->size(), counted);
}

TEST_F(CountCollector, ReadsEveryPageToTheEnd) {
  json page = {{"UserHierarchyGroupSummaryList", json::array()}, {"NextToken", "1"}};
  for (int i = 0; i < 100; ++i) page["UserHierarchyGroupSummaryList"].push_back(json::object());
  aws_.answer(connect::list_user_hierarchy_groups, page);
  page["NextToken"] = "2";
  aws_.answer(connect::list_user_hierarchy_groups, page);
  aws_.answer(connect::list_user_hierarchy_groups, {{"UserHierarchyGroupSummaryList", {nullptr, "odd"}}});
  const auto groups = counts().value->at("user_hierarchy_groups");
  EXPECT_EQ(groups.value, 202);
  EXPECT_EQ(groups.how, "connect:ListUserHierarchyGroups");
  EXPECT_EQ(aws_.asked(connect::list_user_hierarchy_groups)[0], (json{{"InstanceId", id}, {"MaxResults", 1000}}));
}

TEST_F(CountCollector, AsksForEachListWithItsFilter) {
  aws_.answer(connect::list_bots, {{"LexBots", {1, 2}}}, {{"LexVersion", "V1"}});
  aws_.answer(connect::list_bots, {{"LexBots", {1, 2, 3}}}, {{"LexVersion", "V2"}});
  aws_.answer(connect::list_instances, {{"InstanceSummaryList", {1, 2}}});
  const auto dataset = counts();
  EXPECT_EQ(dataset.value->at("lex_bots").value, 2);
  EXPECT_EQ(dataset.value->at("lex_v2_bot_aliases").value, 3);
  EXPECT_EQ(dataset.value->at("application_integrations").value, 1);
  EXPECT_EQ(dataset.value->at("event_integrations").value, 2);
  EXPECT_EQ(dataset.value->at("knowledge_base_integrations").value, 0);
  EXPECT_EQ(dataset.value->at("instances").value, 2);
  EXPECT_EQ(aws_.asked(connect::list_instances)[0], (json{{"MaxResults", 10}}));
}

// What other collectors have read is not read again.
TEST_F(CountCollector, TakesTheListsThatAreThere) {
  const auto dataset = counts();
  EXPECT_EQ(dataset.value->at("queues").value, 2);
  EXPECT_EQ(dataset.value->at("contact_flows").value, 3);
  EXPECT_EQ(dataset.value->at("flow_modules").value, 1);
  EXPECT_EQ(dataset.value->at("prompts").value, 1);
  EXPECT_EQ(dataset.value->at("hours_of_operation").value, 4);
  EXPECT_EQ(dataset.value->at("lambda_functions").value, 2);
  for (const auto* operation :
       {&connect::list_queues, &connect::list_prompts, &connect::list_hours_of_operations, &connect::list_contact_flows,
        &connect::list_contact_flow_modules, &connect::list_lambda_functions, &connect::list_phone_numbers_v2}) {
    EXPECT_TRUE(aws_.asked(*operation).empty()) << operation->name;
  }
}

TEST_F(CountCollector, CountsOnlyTheInstancesOwnNumbers) {
  inventory_.phone_numbers.value->numbers.resize(5);
  inventory_.phone_numbers.value->numbers[1].group = "Resilient";
  inventory_.phone_numbers.value->numbers[4].group = "Resilient";
  EXPECT_EQ(counts().value->at("phone_numbers").value, 3);
}

TEST_F(CountCollector, HasNoCountOfAListThatIsMissingOrCutShort) {
  inventory_.queues = model::Dataset<model::Queues>::missing(denied);
  inventory_.flows.gap = denied;
  inventory_.phone_numbers.gap = denied;
  const auto dataset = counts();
  for (const char* key : {"queues", "contact_flows", "phone_numbers"}) {
    const auto& count = dataset.value->at(key);
    EXPECT_FALSE(count.value) << key;
    ASSERT_TRUE(count.gap) << key;
    EXPECT_EQ(count.gap->permission, denied.permission) << key;
  }
  EXPECT_TRUE(dataset.value->at("flow_modules").value);
  EXPECT_TRUE(dataset.gap);
}

// H-6: a count that failed was 0, and 0 % was "normal".
TEST_F(CountCollector, H6_LeavesUnknownOnlyWhatItCouldNotCount) {
  aws_.answer(connect::list_agent_statuses, {{"AgentStatusSummaryList", {1}}, {"NextToken", "t"}});
  aws_.fail(connect::list_agent_statuses, "ThrottlingException", 429);
  inventory_.integrations = model::Dataset<model::Integrations>::missing(
      {GapKind::denied, "it is not allowed", "connect:ListIntegrationAssociations"});
  const auto dataset = counts();
  ASSERT_TRUE(dataset.known());
  EXPECT_FALSE(dataset.value->at("agent_statuses").value);
  EXPECT_EQ(dataset.value->at("agent_statuses").gap->kind, GapKind::throttled);
  EXPECT_FALSE(dataset.value->at("application_integrations").value);
  EXPECT_EQ(dataset.value->at("application_integrations").gap->permission, "connect:ListIntegrationAssociations");
  EXPECT_EQ(dataset.value->at("application_integrations").how, "connect:ListIntegrationAssociations");
  EXPECT_EQ(dataset.value->at("users").value, 2);
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->reason.find("4 of 24 counts could not be read"), 0U) << dataset.gap->reason;
}

// Each list has a permission of its own.
TEST_F(CountCollector, AsksForEveryListHoweverManyAreDenied) {
  for (const auto* one : {&connect::list_predefined_attributes, &connect::list_agent_statuses,
                          &connect::list_workspaces, &connect::list_quick_connects}) {
    aws_.fail(*one, "AccessDeniedException", 403);
  }
  aws_.otherwise_answer(json::object());
  const auto dataset = counts();
  EXPECT_EQ(dataset.value->at("quick_connects").gap->permission, "connect:ListQuickConnects");
  EXPECT_EQ(dataset.value->at("user_hierarchy_groups").value, 0);
}

TEST_F(CountCollector, AsksForNoMoreListsOfAServiceThatIsDown) {
  aws_.otherwise_fail("InternalServiceException", 500);
  const auto dataset = read<&Inventory::counts>();
  EXPECT_NE(dataset.value->at("instances").gap->reason.find("not asked for after 3 failures in a row"),
            std::string::npos);
  EXPECT_EQ(dataset.value->at("instances").how, "connect:ListInstances");
  EXPECT_TRUE(aws_.asked(connect::list_instances).empty());
  EXPECT_LE(aws_.calls(), 6U);  // three more may have begun beside the third
  EXPECT_EQ(dataset.value->at("queues").value, 2);
}

model::RoutingProfile profile(const char* id, int queues, int manual, int channels) {
  return {id, fmt::format("Profile {}", id), channels, {queues, {}}, {manual, {}}};
}

TEST_F(CountCollector, TakesTheFullestRoutingProfile) {
  inventory_.routing_profiles.value = {profile("a", 3, 0, 1), profile("b", 49, 0, 1), profile("c", 7, 0, 1)};
  const auto dataset = counts();
  EXPECT_EQ(dataset.value->at("routing_profiles").value, 3);
  EXPECT_EQ(dataset.value->at("queues_per_routing_profile").value, 49);
}

TEST_F(CountCollector, DoesNotGuessWhatARoutingProfileDoesNotSay) {
  inventory_.routing_profiles.value = {profile("a", 3, 0, 1), profile("b", 0, 0, 1)};
  inventory_.routing_profiles.value->back().queues.number.reset();
  const auto dataset = counts();
  EXPECT_EQ(dataset.value->at("routing_profiles").value, 2);
  EXPECT_FALSE(dataset.value->at("queues_per_routing_profile").value);
  EXPECT_EQ(dataset.value->at("queues_per_routing_profile").gap->kind, GapKind::malformed);
}

class QueuesOfProfiles : public CountCollector {
 protected:
  QueuesOfProfiles() {
    inventory_.quotas = model::Dataset<model::ServiceQuotas>::of(
        {{}, {{"L-516BC0EB", "Queues per routing profile per instance", 50, true, ""}}});
  }
  void has(model::RoutingProfiles profiles) { inventory_.routing_profiles.value = std::move(profiles); }
  void lists(const char* profile, const aws::Operation& operation, int pairs) {
    json answer;
    answer[std::string(operation.paging.items)] = std::vector<json>(std::size_t(pairs), json::object());
    aws_.answer(operation, answer, {{"RoutingProfileId", profile}});
  }
  model::Count most() { return counts().value->at("queues_per_routing_profile"); }
};

// 26 queues of two channels are 52 pairs, of which 50 are allowed.
TEST_F(QueuesOfProfiles, PairsOfAQueueAndAChannelAreListedNearTheLimit) {
  has({profile("full", 26, 0, 2), profile("small", 19, 0, 2)});
  lists("full", connect::list_routing_profile_queues, 48);
  const model::Count count = most();
  EXPECT_EQ(count.value, 48);
  EXPECT_EQ(count.of, "Profile full");
  EXPECT_FALSE(count.gap);
  EXPECT_EQ(count.how, "connect:SearchRoutingProfiles, connect:ListRoutingProfileQueues");
  EXPECT_EQ(aws_.asked(connect::list_routing_profile_queues).size(), 1U);
}

TEST_F(QueuesOfProfiles, FarFromTheLimitNothingIsListed) {
  has({profile("a", 19, 19, 2), profile("b", 39, 0, 1)});
  const model::Count count = most();
  EXPECT_EQ(count.value, 39);
  EXPECT_EQ(count.of, "Profile b");
  EXPECT_TRUE(aws_.asked(connect::list_routing_profile_queues).empty());
  EXPECT_TRUE(aws_.asked(connect::list_routing_profile_manual_assignment_queues).empty());
}

TEST_F(QueuesOfProfiles, QueuesForManualAssignmentAreCountedByThemselves) {
  has({profile("a", 30, 25, 2)});
  lists("a", connect::list_routing_profile_queues, 30);
  lists("a", connect::list_routing_profile_manual_assignment_queues, 47);
  EXPECT_EQ(most().value, 47);
}

TEST_F(QueuesOfProfiles, ThoseThatCannotHaveMoreAreNotListed) {
  has({profile("less", 21, 0, 2), profile("most", 25, 0, 2)});
  lists("most", connect::list_routing_profile_queues, 45);
  EXPECT_EQ(most().value, 45);
  EXPECT_EQ(aws_.asked(connect::list_routing_profile_queues).size(), 1U);
}

TEST_F(QueuesOfProfiles, WhatCannotBeListedIsAtLeastTheNumberOfQueues) {
  has({profile("a", 30, 0, 2)});
  aws_.fail(connect::list_routing_profile_queues, "AccessDeniedException", 403);
  const model::Count count = most();
  EXPECT_EQ(count.value, 30);
  ASSERT_TRUE(count.gap);
  EXPECT_EQ(count.gap->permission, "connect:ListRoutingProfileQueues");
}

TEST_F(CountCollector, KnowsNeitherNumberWithoutRoutingProfiles) {
  inventory_.routing_profiles =
      model::Dataset<model::RoutingProfiles>::missing({GapKind::denied, "denied", "connect:SearchRoutingProfiles"});
  const auto dataset = counts();
  for (const char* key : {"routing_profiles", "queues_per_routing_profile"}) {
    EXPECT_FALSE(dataset.value->at(key).value);
    EXPECT_EQ(dataset.value->at(key).gap->permission, "connect:SearchRoutingProfiles");
  }
}

// Holds each of the first eight calls until four are under way.
class GatheringClient final : public aws::Client {
 public:
  json call(const aws::Operation&, const json&) override {
    if (calls_.fetch_add(1) < 8) four_.arrive_and_wait();
    return json::object();
  }

 private:
  std::atomic<int> calls_ = 0;
  std::barrier<> four_{4};
};

TEST_F(CountCollector, ReadsFourListsAtATime) {
  GatheringClient gathering;
  collect::Source source{gathering, clock_, inventory_};
  collect::collectors::counts.collect(source, inventory_);  // else it would never end
  EXPECT_TRUE(inventory_.counts.complete());
}

}  // namespace

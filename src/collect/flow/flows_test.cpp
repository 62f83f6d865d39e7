#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "fakes/collecting.hpp"

namespace {

using model::GapKind;
using nlohmann::json;
namespace connect = aws::connect;

const std::string content =
    R"({"StartAction": "a", "Actions": [{"Identifier": "a", "Type": "DisconnectParticipant"}]})";

class FlowCollector : public fakes::Collecting {
 protected:
  void know_flows(std::vector<model::FlowSummary> flows) {
    inventory_.flows = model::Dataset<std::vector<model::FlowSummary>>::of(std::move(flows));
  }
  void know_modules(std::vector<model::FlowSummary> modules) {
    inventory_.modules = model::Dataset<std::vector<model::FlowSummary>>::of(std::move(modules));
  }
  static model::FlowSummary flow(const std::string& flow_id, const std::string& name = "Main",
                                 const std::string& state = "ACTIVE", const std::string& status = "PUBLISHED") {
    return {flow_id, "arn", name, "CONTACT_FLOW", state, status};
  }
  // Everything has to be described one by one.
  void no_search() {
    aws_.always_answer(connect::search_contact_flows, json::object());
    aws_.always_answer(connect::search_contact_flow_modules, json::object());
  }
  static json searched(const std::string& flow_id, const json& flow_content = content,
                       const std::string& status = "PUBLISHED") {
    return {{"Id", flow_id}, {"Status", status}, {"Content", flow_content}, {"FlowContentSha256", "found"}};
  }
  static json described(const json& flow_content = content) {
    return {{"ContactFlow", {{"Status", "PUBLISHED"}, {"Content", flow_content}, {"FlowContentSha256", "5ha"}}}};
  }
};

TEST_F(FlowCollector, ListsFlowsFromEveryPage) {
  aws_.answer(connect::list_contact_flows, {{"ContactFlowSummaryList",
                                             {{{"Id", "1"},
                                               {"Arn", "arn:1"},
                                               {"Name", "Begrüßung"},
                                               {"ContactFlowType", "CONTACT_FLOW"},
                                               {"ContactFlowState", "ACTIVE"},
                                               {"ContactFlowStatus", "SAVED"}}}},
                                            {"NextToken", "t"}});
  aws_.answer(
      connect::list_contact_flows,
      {{"ContactFlowSummaryList", {{{"Id", 2}, {"Name", hostile_text()}, {"ContactFlowType", "NEW"}}, nullptr}}});
  const auto dataset = read<&Inventory::flows>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 3U);
  const auto& first = dataset.value->at(0);
  EXPECT_EQ(first.id + " " + first.arn + " " + first.name + " " + first.type + " " + first.state + " " + first.status,
            "1 arn:1 Begrüßung CONTACT_FLOW ACTIVE SAVED");
  EXPECT_EQ(dataset.value->at(1).id, "");
  EXPECT_LT(dataset.value->at(1).name.size(), 400U);
  EXPECT_EQ(aws_.asked(connect::list_contact_flows),
            (std::vector<json>{json{{"InstanceId", id}, {"MaxResults", 1000}},
                               json{{"InstanceId", id}, {"MaxResults", 1000}, {"NextToken", "t"}}}));
}

TEST_F(FlowCollector, ListsModules) {
  aws_.answer(connect::list_contact_flow_modules,
              {{"ContactFlowModulesSummaryList",
                {{{"Id", "1"}, {"Arn", "arn:1"}, {"Name", "Authenticate"}, {"State", "ARCHIVED"}}}}});
  const auto dataset = read<&Inventory::modules>();
  ASSERT_EQ(dataset.value->size(), 1U);
  const auto& module = dataset.value->at(0);
  EXPECT_EQ(
      module.id + " " + module.arn + " " + module.name + " " + module.type + " " + module.state + " " + module.status,
      "1 arn:1 Authenticate MODULE ARCHIVED ");
  EXPECT_EQ(aws_.asked(connect::list_contact_flow_modules),
            (std::vector<json>{json{{"InstanceId", id}, {"MaxResults", 1000}}}));
}

// H-10: a flow that was never published answers only for its saved version.
TEST_F(FlowCollector, H10_DescribesDraftsByTheirSavedVersionAndLeavesOutWhatIsArchived) {
  know_flows({flow("live"), flow("draft", "Draft", "ACTIVE", "SAVED"), flow("archived", "Old", "ARCHIVED"),
              flow("archived draft", "Old draft", "ARCHIVED", "SAVED")});
  no_search();
  aws_.always_answer(connect::describe_contact_flow, described());
  const auto dataset = read<&Inventory::flow_contents>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(aws_.asked(connect::describe_contact_flow),
            (std::vector<json>{json{{"InstanceId", id}, {"ContactFlowId", "live"}},
                               json{{"InstanceId", id}, {"ContactFlowId", "draft:$SAVED"}}}));
  ASSERT_EQ(dataset.value->size(), 2U);
  const auto& live = dataset.value->at("live");
  EXPECT_EQ(live.status, "PUBLISHED");
  EXPECT_EQ(live.sha256, "5ha");
  ASSERT_TRUE(live.graph);
  EXPECT_EQ(live.graph->start, "a");
  EXPECT_TRUE(dataset.value->contains("draft"));
}

// What AWS's own flows name is in use; they are read like others.
TEST_F(FlowCollector, SetsFlowsOfAwsApart) {
  know_flows({flow("live"), flow("default", "Default agent hold"), flow("sample", "Sample queued callback"),
              flow("old", "Sample AB test", "ARCHIVED"), flow("draft", "Default outbound", "ACTIVE", "SAVED")});
  aws_.answer(connect::search_contact_flows,
              {{"ContactFlows", {searched("live"), searched("default"), searched("old")}}});
  aws_.answer(connect::describe_contact_flow, described());
  const auto dataset = read<&Inventory::flow_contents>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 3U);
  EXPECT_FALSE(dataset.value->at("live").is_set_apart);
  EXPECT_TRUE(dataset.value->at("default").is_set_apart);
  EXPECT_TRUE(dataset.value->at("sample").is_set_apart);
  EXPECT_EQ(aws_.asked(connect::describe_contact_flow),
            (std::vector<json>{json{{"InstanceId", id}, {"ContactFlowId", "sample"}}}));
}

TEST_F(FlowCollector, ReadsWhatANumberLeadsToWhateverItIsCalled) {
  know_flows(
      {flow("main", "Sample inbound flow (first contact experience)"), flow("sample", "Sample queued callback")});
  inventory_.flow_associations = model::Dataset<model::FlowAssociations>::of(
      {{"arn:number", "arn:aws:connect:eu-central-1:111122223333:instance/i/contact-flow/main"}});
  no_search();
  aws_.always_answer(connect::describe_contact_flow, described());
  const auto dataset = read<&Inventory::flow_contents>();
  ASSERT_EQ(dataset.value->size(), 2U);
  EXPECT_FALSE(dataset.value->at("main").is_set_apart);
  EXPECT_TRUE(dataset.value->at("sample").is_set_apart);
}

TEST_F(FlowCollector, DescribesModules) {
  know_modules({flow("live"), flow("archived", "Old", "ARCHIVED")});
  no_search();
  aws_.answer(connect::describe_contact_flow_module,
              {{"ContactFlowModule", {{"Status", "SAVED"}, {"Content", content}, {"FlowModuleContentSha256", "m"}}}});
  const auto dataset = read<&Inventory::module_contents>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 1U);
  EXPECT_EQ(dataset.value->at("live").status, "SAVED");
  EXPECT_EQ(dataset.value->at("live").sha256, "m");
  EXPECT_EQ(aws_.asked(connect::describe_contact_flow_module),
            (std::vector<json>{json{{"InstanceId", id}, {"ContactFlowModuleId", "live"}}}));
}

TEST_F(FlowCollector, DescribesOnlyWhatTheSearchDoesNotCarry) {
  know_flows({flow("whole"), flow("empty"), flow("broken"), flow("saved"), flow("not found"),
              flow("draft", "Draft", "ACTIVE", "SAVED")});
  aws_.answer(connect::search_contact_flows,
              {{"ContactFlows", {searched("whole"), searched("empty", "")}}, {"NextToken", "t"}});
  aws_.answer(
      connect::search_contact_flows,
      {{"ContactFlows", {searched("broken", "{"), searched("saved", content, "SAVED"), searched("draft"), nullptr}}});
  aws_.always_answer(connect::describe_contact_flow, described());
  const auto dataset = read<&Inventory::flow_contents>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(dataset.value->size(), 6U);
  EXPECT_EQ(dataset.value->at("whole").sha256, "found");
  std::vector<std::string> asked;
  for (const json& input : aws_.asked(connect::describe_contact_flow)) asked.push_back(input.at("ContactFlowId"));
  EXPECT_EQ(asked, (std::vector<std::string>{"empty", "broken", "saved", "not found", "draft:$SAVED"}));
}

// AWS has answered "published" for PUBLISHED; a status of a newer API is kept as it came.
TEST_F(FlowCollector, TakesStatusesInAnyCase) {
  know_modules({flow("small"), flow("draft"), flow("new")});
  aws_.answer(
      connect::search_contact_flow_modules,
      {{"ContactFlowModules", {searched("small", content, "published"), searched("new", content, "IN_REVIEW")}}});
  const auto described_as = [](const std::string& status) {
    return json{{"ContactFlowModule", {{"Status", status}, {"Content", content}}}};
  };
  aws_.answer(connect::describe_contact_flow_module, described_as("saved"), {{"ContactFlowModuleId", "draft"}});
  aws_.answer(connect::describe_contact_flow_module, described_as("IN_REVIEW"), {{"ContactFlowModuleId", "new"}});
  const auto dataset = read<&Inventory::module_contents>();
  EXPECT_EQ(dataset.value->at("small").status, "PUBLISHED");
  EXPECT_EQ(dataset.value->at("draft").status, "SAVED");
  EXPECT_EQ(dataset.value->at("new").status, "IN_REVIEW");
}

TEST_F(FlowCollector, DescribesEverythingWhenTheSearchFails) {
  know_flows({flow("a"), flow("b")});
  know_modules({flow("a")});
  aws_.fail(connect::search_contact_flows, "AccessDeniedException", 403);
  aws_.fail(connect::search_contact_flow_modules, "InternalServiceException", 500);
  aws_.always_answer(connect::describe_contact_flow, described());
  aws_.answer(connect::describe_contact_flow_module,
              {{"ContactFlowModule", {{"Status", "PUBLISHED"}, {"Content", content}}}});
  EXPECT_TRUE(read<&Inventory::flow_contents>().complete());
  EXPECT_TRUE(read<&Inventory::module_contents>().complete());
  EXPECT_EQ(aws_.asked(connect::describe_contact_flow).size(), 2U);
}

// H-10: the reference counted flows that it could not read as compliant.
TEST_F(FlowCollector, H10_LeavesUnknownOnlyTheFlowThatItCouldNotRead) {
  know_flows({flow("a"), flow("b"), flow("c"), flow("d"), flow("e")});
  no_search();
  aws_.fail(connect::describe_contact_flow, "ContactFlowNotPublishedException", 404, {{"ContactFlowId", "a"}});
  aws_.fail(connect::describe_contact_flow, "ThrottlingException", 429, {{"ContactFlowId", "b"}});
  aws_.answer(connect::describe_contact_flow, described("no flow"), {{"ContactFlowId", "c"}});
  aws_.answer(connect::describe_contact_flow, json::array(), {{"ContactFlowId", "d"}});
  aws_.answer(connect::describe_contact_flow, described(), {{"ContactFlowId", "e"}});
  const auto dataset = read<&Inventory::flow_contents>();
  ASSERT_TRUE(dataset.known());
  const std::pair<const char*, std::optional<GapKind>> expected[] = {{"a", GapKind::not_found},
                                                                     {"b", GapKind::throttled},
                                                                     {"c", GapKind::malformed},
                                                                     {"d", GapKind::malformed},
                                                                     {"e", std::nullopt}};
  for (const auto& [flow_id, kind] : expected) {
    const auto& one = dataset.value->at(flow_id);
    EXPECT_EQ(one.graph.has_value(), !kind) << flow_id;
    EXPECT_EQ(one.gap ? std::optional(one.gap->kind) : std::nullopt, kind) << flow_id;
  }
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->reason.find("4 of 5 flows could not be read; the first because "), 0U);
}

// A policy may deny single flows, by their tags say.
TEST_F(FlowCollector, LeavesTheFlowsAroundADeniedOneKnown) {
  std::vector<model::FlowSummary> nine;
  for (const char* one : {"1", "2", "3", "4", "5", "6", "7", "8", "9"}) nine.push_back(flow(one));
  know_flows(nine);
  no_search();
  aws_.fail(connect::describe_contact_flow, "AccessDeniedException", 403, {{"ContactFlowId", "2"}});
  aws_.always_answer(connect::describe_contact_flow, described());
  const auto dataset = read<&Inventory::flow_contents>();
  ASSERT_TRUE(dataset.known());
  for (const auto& [flow_id, one] : *dataset.value) {
    EXPECT_EQ(one.graph.has_value(), flow_id != "2") << flow_id;
    EXPECT_EQ(one.gap.has_value(), flow_id == "2") << flow_id;
  }
  EXPECT_EQ(dataset.gap->permission, "connect:DescribeContactFlow");
  EXPECT_EQ(dataset.gap->reason.find("1 of 9 flows could not be read; the first because "), 0U);
}

TEST_F(FlowCollector, EndsWhenItIsNotAllowedOrOutOfTime) {
  know_flows({flow("a"), flow("b"), flow("c"), flow("d")});
  know_modules({flow("a"), flow("b")});
  no_search();
  aws_.always_fail(connect::describe_contact_flow, "AccessDeniedException", 403);
  const auto contents = read<&Inventory::flow_contents>();
  EXPECT_FALSE(contents.known());
  EXPECT_EQ(contents.gap->kind, GapKind::denied);
  EXPECT_EQ(contents.gap->permission, "connect:DescribeContactFlow");
  EXPECT_EQ(aws_.asked(connect::describe_contact_flow).size(), 3U);
  aws_.fail(connect::describe_contact_flow_module, "ExpiredTokenException", 403);
  EXPECT_FALSE(read<&Inventory::module_contents>().known());
  EXPECT_EQ(aws_.asked(connect::describe_contact_flow_module).size(), 1U);
}

model::FlowContent published(const std::string& sha256, const std::string& status = "PUBLISHED") {
  return {.graph = {}, .status = status, .sha256 = sha256, .gap = {}};
}

TEST_F(FlowCollector, AsksForTheSavedVersionOfEachFlowThatIsPublished) {
  inventory_.flow_contents = model::Dataset<model::FlowContents>::of({{"live", published("a")},
                                                                      {"draft", published("b", "SAVED")},
                                                                      {"unread", published("")},
                                                                      {"aws", published("c")}});
  inventory_.flow_contents.value->at("aws").is_set_apart = true;
  aws_.answer(connect::describe_contact_flow,
              {{"ContactFlow", {{"Status", "SAVED"}, {"FlowContentSha256", "new"}, {"LastModifiedTime", 1.7e9}}}});
  const auto dataset = read<&Inventory::saved_flows>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 1U);
  EXPECT_EQ(dataset.value->at("live").sha256, "new");
  EXPECT_EQ(dataset.value->at("live").modified, at("2023-11-14T22:13:20Z"));
  EXPECT_EQ(aws_.asked(connect::describe_contact_flow),
            (std::vector<json>{json{{"InstanceId", id}, {"ContactFlowId", "live:$SAVED"}}}));
}

TEST_F(FlowCollector, KeepsTheGraphOfASavedVersionThatIsNotPublished) {
  inventory_.flow_contents = model::Dataset<model::FlowContents>::of(
      {{"changed", published("a")}, {"emptied", published("a")}, {"same", published("b")}});
  const auto saves = [&](const std::string& saved, const std::string& digest, const std::string& text) {
    aws_.answer(connect::describe_contact_flow, {{"ContactFlow", {{"FlowContentSha256", digest}, {"Content", text}}}},
                {{"ContactFlowId", saved + ":$SAVED"}});
  };
  const std::string flow = R"({"StartAction": "a", "Actions": [{"Identifier": "a"}]})";
  saves("changed", "b", flow);
  saves("emptied", "b", R"({"StartAction": "", "Actions": []})");
  saves("same", "b", flow);
  const auto dataset = read<&Inventory::saved_flows>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_TRUE(dataset.value->at("changed").graph);
  EXPECT_EQ(dataset.value->at("changed").graph->start, "a");
  EXPECT_FALSE(dataset.value->at("emptied").graph);
  EXPECT_FALSE(dataset.value->at("same").graph);
}

TEST_F(FlowCollector, AsksForTheSavedVersionsOfModules) {
  inventory_.module_contents = model::Dataset<model::FlowContents>::of({{"m", published("a")}});
  aws_.answer(connect::describe_contact_flow_module, {{"ContactFlowModule", {{"FlowModuleContentSha256", "a"}}}});
  const auto dataset = read<&Inventory::saved_modules>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(dataset.value->at("m").sha256, "a");
  EXPECT_FALSE(dataset.value->at("m").modified);
  EXPECT_EQ(aws_.asked(connect::describe_contact_flow_module),
            (std::vector<json>{json{{"InstanceId", id}, {"ContactFlowModuleId", "m:$SAVED"}}}));
}

TEST_F(FlowCollector, LeavesUnknownOnlyTheSavedVersionThatItCouldNotRead) {
  inventory_.flow_contents = model::Dataset<model::FlowContents>::of(
      {{"a", published("1")}, {"b", published("2")}, {"c", published("3")}, {"d", published("4")}});
  aws_.fail(connect::describe_contact_flow, "AccessDeniedException", 403, {{"ContactFlowId", "a:$SAVED"}});
  aws_.fail(connect::describe_contact_flow, "ResourceNotFoundException", 404, {{"ContactFlowId", "b:$SAVED"}});
  aws_.answer(connect::describe_contact_flow, {{"ContactFlow", {{"FlowContentSha256", 7}}}},
              {{"ContactFlowId", "c:$SAVED"}});
  aws_.answer(connect::describe_contact_flow,
              {{"ContactFlow", {{"FlowContentSha256", "4"}, {"LastModifiedTime", 1e300}}}},
              {{"ContactFlowId", "d:$SAVED"}});
  const auto dataset = read<&Inventory::saved_flows>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->at("a").gap->kind, GapKind::denied);
  EXPECT_FALSE(dataset.value->at("b").gap);
  EXPECT_EQ(dataset.value->at("b").sha256, "");
  EXPECT_EQ(dataset.value->at("c").gap->kind, GapKind::malformed);
  EXPECT_EQ(dataset.value->at("d").sha256, "4");
  EXPECT_FALSE(dataset.value->at("d").modified);
  EXPECT_EQ(dataset.gap->permission, "connect:DescribeContactFlow");
  EXPECT_EQ(dataset.gap->reason.find("2 of 4 saved versions of flows could not be read; the first because "), 0U);
}

TEST_F(FlowCollector, AsksForNoMoreSavedVersionsAfterThreeRefusals) {
  model::FlowContents contents;
  for (const char* one : {"1", "2", "3", "4", "5"}) contents[one] = published("a");
  inventory_.flow_contents = model::Dataset<model::FlowContents>::of(contents);
  aws_.always_fail(connect::describe_contact_flow, "AccessDeniedException", 403);
  const auto dataset = read<&Inventory::saved_flows>();
  EXPECT_FALSE(dataset.known());
  EXPECT_EQ(dataset.gap->permission, "connect:DescribeContactFlow");
  EXPECT_EQ(aws_.asked(connect::describe_contact_flow).size(), 3U);
}

TEST_F(FlowCollector, NeedsTheContentsForTheSavedVersions) {
  inventory_.flow_contents = inventory_.module_contents = model::Dataset<model::FlowContents>::missing(denied);
  for (const auto& dataset : {read<&Inventory::saved_flows>(), read<&Inventory::saved_modules>()}) {
    EXPECT_EQ(dataset.gap->kind, GapKind::needs_other);
    EXPECT_EQ(dataset.gap->permission, denied.permission);
  }
  EXPECT_EQ(aws_.calls(), 0U);
}

TEST_F(FlowCollector, NeedsTheLists) {
  inventory_.flows = model::Dataset<std::vector<model::FlowSummary>>::missing(denied);
  inventory_.modules = model::Dataset<std::vector<model::FlowSummary>>::missing(denied);
  for (const auto& dataset : {read<&Inventory::flow_contents>(), read<&Inventory::module_contents>()}) {
    EXPECT_FALSE(dataset.known());
    ASSERT_TRUE(dataset.gap);
    EXPECT_EQ(dataset.gap->kind, GapKind::needs_other);
    EXPECT_NE(dataset.gap->reason.find(denied.reason), std::string::npos);
    EXPECT_EQ(dataset.gap->permission, denied.permission);
  }
  EXPECT_EQ(aws_.calls(), 0U);
}

}  // namespace

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "aws/operations/lexv2_models.hpp"
#include "fakes/collecting.hpp"

namespace {

using model::FlowTarget;
using model::GapKind;
using model::ReferenceKind;
using nlohmann::json;
namespace connect = aws::connect;
namespace lex = aws::lexv2_models;

const std::string bot = "arn:aws:lex:eu-central-1:111122223333:bot-alias/BOT0000001/ALIAS00001";

class FlowTargetCollector : public fakes::Collecting {
 protected:
  // In a block that contacts come to.
  void names(std::vector<model::FlowReference> references) {
    model::FlowContent content;
    content.status = "PUBLISHED";
    content.graph = model::FlowGraph{"start", {action("start")}};
    content.graph->actions.front().references = std::move(references);
    inventory_.flow_contents = model::Dataset<model::FlowContents>::of({{"a", content}});
    inventory_.module_contents = model::Dataset<model::FlowContents>::of({});
  }
  static model::FlowAction action(const std::string& identifier) {
    model::FlowAction action;
    action.identifier = identifier;
    action.type = "ShowView";
    return action;
  }
  model::FlowContent& content() { return inventory_.flow_contents.value->at("a"); }

  FlowTarget only() {
    const auto dataset = read<&Inventory::flow_targets>();
    EXPECT_EQ(dataset.value->size(), 1U);
    return dataset.value->empty() ? FlowTarget{} : dataset.value->front();
  }
};

TEST_F(FlowTargetCollector, AsksForEachNameOnce) {
  names({{ReferenceKind::lex_bot, bot},
         {ReferenceKind::lex_bot, bot},
         {ReferenceKind::view, arn + "/view/v1:2"},
         {ReferenceKind::task_template, "t1"},
         {ReferenceKind::data_table, arn + "/data-table/d1"}});
  aws_.answer(lex::describe_bot_alias, {{"botAliasStatus", "Available"}});
  aws_.answer(connect::describe_view, {{"View", {{"Status", "PUBLISHED"}}}});
  aws_.answer(connect::get_task_template, {{"Status", "INACTIVE"}});
  aws_.answer(connect::describe_data_table, {{"DataTable", {{"Id", "d1"}}}});
  const auto dataset = read<&Inventory::flow_targets>();
  ASSERT_TRUE(dataset.complete());
  std::vector<std::string> states;
  for (const FlowTarget& target : *dataset.value)
    states.push_back(fmt::format("{} {}", name(target.kind), target.state));
  EXPECT_EQ(states,
            (std::vector<std::string>{"lex_bot Available", "view PUBLISHED", "task_template INACTIVE", "data_table "}));
  EXPECT_EQ(aws_.asked(lex::describe_bot_alias)[0], (json{{"botId", "BOT0000001"}, {"botAliasId", "ALIAS00001"}}));
  EXPECT_EQ(aws_.asked(connect::describe_view)[0], (json{{"InstanceId", id}, {"ViewId", "v1"}}));
  EXPECT_EQ(aws_.asked(connect::get_task_template)[0], (json{{"InstanceId", id}, {"TaskTemplateId", "t1"}}));
  EXPECT_EQ(aws_.asked(connect::describe_data_table)[0], (json{{"InstanceId", id}, {"DataTableId", "d1"}}));
}

TEST_F(FlowTargetCollector, KeepsTheVersionAndTheLogsOfABot) {
  names({{ReferenceKind::lex_bot, bot}});
  aws_.answer(lex::describe_bot_alias,
              {{"botAliasStatus", "Available"},
               {"botAliasName", "live"},
               {"botVersion", "3"},
               {"conversationLogSettings",
                {{"textLogSettings", {{{"enabled", true}}}},
                 {"audioLogSettings",
                  {{{"enabled", true}, {"destination", {{"s3Bucket", {{"kmsKeyArn", "key"}}}}}},
                   {{"enabled", false}, {"destination", {{"s3Bucket", json::object()}}}}}}}}});
  const auto target = only();
  ASSERT_TRUE(target.bot.has_value());
  EXPECT_EQ(target.bot->name + target.bot->version, "live3");
  EXPECT_TRUE(target.bot->logs_text && target.bot->logs_audio && target.bot->has_key_for_audio);
}

TEST_F(FlowTargetCollector, KnowsThatABotLogsNothing) {
  names({{ReferenceKind::lex_bot, bot}});
  aws_.answer(
      lex::describe_bot_alias,
      {{"botAliasStatus", "Available"},
       {"conversationLogSettings", {{"textLogSettings", {{{"enabled", false}}}}, {"audioLogSettings", nullptr}}}});
  const auto target = only();
  EXPECT_FALSE(target.bot->logs_text || target.bot->logs_audio || target.bot->has_key_for_audio);
}

TEST_F(FlowTargetCollector, TakesTheWordOfTheListOfTaskTemplates) {
  names({{ReferenceKind::task_template, arn + "/task-template/t1"}, {ReferenceKind::task_template, "t2"}});
  inventory_.task_templates = model::Dataset<model::TaskTemplates>::of({{"t1", "Claim", "INACTIVE", "", "", {}}});
  aws_.fail(connect::get_task_template, "ResourceNotFoundException", 404, {{"TaskTemplateId", "t2"}});
  const auto dataset = read<&Inventory::flow_targets>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(dataset.value->at(0).state, "INACTIVE");
  EXPECT_FALSE(dataset.value->at(1).exists);
}

TEST_F(FlowTargetCollector, AsksForNothingThatIsKnownOrChosenLater) {
  names({{ReferenceKind::lex_bot, "LostAndFound"},
         {ReferenceKind::lex_bot, "$.Attributes.bot"},
         {ReferenceKind::view, "arn:aws:connect:eu-central-1:aws:view/form:1"},
         {ReferenceKind::task_template, "{{template}}"},
         {ReferenceKind::agent, "u1"}});
  const auto dataset = read<&Inventory::flow_targets>();
  EXPECT_TRUE(dataset.complete() && dataset.value->empty());
}

TEST_F(FlowTargetCollector, AsksForNothingThatNoContactComesTo) {
  names({{ReferenceKind::task_template, "t1"}});
  content().graph->actions.push_back(action("other"));
  content().graph->start = "other";
  EXPECT_TRUE(read<&Inventory::flow_targets>().value->empty());
  content().graph->start = "start";
  content().status = "SAVED";
  EXPECT_TRUE(read<&Inventory::flow_targets>().value->empty());
}

TEST_F(FlowTargetCollector, TellsAViewThatWasNeverPublishedFromOneThatIsGone) {
  names({{ReferenceKind::view, "draft"}, {ReferenceKind::view, "gone"}});
  aws_.fail(connect::describe_view, "ResourceNotFoundException", 404, {{"ViewId", "draft"}});
  aws_.answer(connect::describe_view, {{"View", {{"Status", "SAVED"}}}}, {{"ViewId", "draft:$SAVED"}});
  aws_.always_fail(connect::describe_view, "ResourceNotFoundException", 404);
  const auto dataset = read<&Inventory::flow_targets>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(dataset.value->at(0).state, "SAVED");
  EXPECT_TRUE(dataset.value->at(0).exists);
  EXPECT_FALSE(dataset.value->at(1).exists);
}

// A Region without data tables knows no such operation.
TEST_F(FlowTargetCollector, TakesNothingForGoneThatTheServiceDoesNotSay) {
  names({{ReferenceKind::data_table, "d1"}});
  aws_.fail(connect::describe_data_table, "UnknownOperationException", 404);
  const FlowTarget table = only();
  EXPECT_TRUE(table.exists);
  EXPECT_TRUE(table.gap);
}

TEST_F(FlowTargetCollector, DoesNotGuessWhatIsNotSaid) {
  names({{ReferenceKind::task_template, "t1"}});
  aws_.answer(connect::get_task_template, {{"Status", 7}});
  EXPECT_EQ(only().gap->kind, GapKind::malformed);
}

TEST_F(FlowTargetCollector, SaysWhatIsDenied) {
  names({{ReferenceKind::lex_bot, bot}});
  aws_.fail(lex::describe_bot_alias, "AccessDeniedException", 403);
  EXPECT_EQ(only().gap->permission, "lex:DescribeBotAlias");
}

TEST_F(FlowTargetCollector, LooksUpNoBotOfAnotherRegionOrAccount) {
  names({{ReferenceKind::lex_bot, "arn:aws:lex:us-east-1:111122223333:bot-alias/BOT0000001/ALIAS00001"}});
  EXPECT_NE(only().gap->reason.find("the Region 'us-east-1'"), std::string::npos);
  names({{ReferenceKind::lex_bot, "arn:aws:lex:eu-central-1:999999999999:bot-alias/BOT0000001/ALIAS00001"}});
  EXPECT_NE(only().gap->reason.find("the account '999999999999'"), std::string::npos);
}

TEST_F(FlowTargetCollector, AsksForNothingThatIsNoName) {
  names({{ReferenceKind::lex_bot, "arn:aws:lex:eu-central-1:111122223333:bot-alias/../ALIAS00001"},
         {ReferenceKind::view, hostile_text()},
         {ReferenceKind::data_table, std::string(5000, 'x')},
         {ReferenceKind::task_template, "a b"}});
  const auto dataset = read<&Inventory::flow_targets>();
  EXPECT_EQ(dataset.value->size(), 4U);
  for (const FlowTarget& target : *dataset.value) {
    EXPECT_EQ(target.gap->kind, GapKind::malformed) << name(target.kind);
  }
}

TEST_F(FlowTargetCollector, StopsAtSoManyOfAKind) {
  std::vector<model::FlowReference> many;
  for (int i = 0; i < 203; ++i) many.push_back({ReferenceKind::task_template, fmt::format("t{}", i)});
  names(std::move(many));
  aws_.always_answer(connect::get_task_template, {{"Status", "ACTIVE"}});
  const auto dataset = read<&Inventory::flow_targets>();
  EXPECT_EQ(aws_.asked(connect::get_task_template).size(), 200U);
  EXPECT_EQ(std::ranges::count_if(*dataset.value, [](const auto& one) { return one.gap.has_value(); }), 3);
  EXPECT_EQ(dataset.value->back().gap->kind, GapKind::out_of_time);
}

TEST_F(FlowTargetCollector, KnowsNothingWithoutTheContents) {
  inventory_.flow_contents = model::Dataset<model::FlowContents>::missing(denied);
  const auto dataset = read<&Inventory::flow_targets>();
  EXPECT_FALSE(dataset.known());
  EXPECT_EQ(dataset.gap->permission, denied.permission);
}

TEST_F(FlowTargetCollector, KnowsAPartWhereAFlowOrAModuleWasNotRead) {
  names({});
  (*inventory_.flow_contents.value)["b"].gap = denied;
  inventory_.flow_contents.gap = denied;
  EXPECT_EQ(read<&Inventory::flow_targets>().gap->permission, denied.permission);
  inventory_.flow_contents.value->at("b").is_set_apart = true;  // one of AWS's samples, which no contact enters
  EXPECT_TRUE(read<&Inventory::flow_targets>().complete());
  inventory_.module_contents = model::Dataset<model::FlowContents>::missing(denied);
  EXPECT_EQ(read<&Inventory::flow_targets>().gap->permission, denied.permission);
}

class UserCollector : public fakes::Collecting {};

TEST_F(UserCollector, KeepsNothingButIds) {
  aws_.answer(connect::list_users, {{"UserSummaryList", {{{"Id", "u1"}, {"Username", "greta"}}, {{"Id", "u2"}}}}});
  const auto dataset = read<&Inventory::users>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 2U);
  EXPECT_EQ(dataset.value->front().id, "u1");
}

}  // namespace

#include "collect/flow/old_export.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "collect/flow/language.hpp"

namespace {

using model::BranchKind;

model::FlowGraph parsed(const std::string& modules) {
  auto graph = collect::parse_flow_content(R"({"modules": [{"id": "a", "type": "Start"}, )" + modules +
                                           R"(], "start": "a", "version": "1", "type": "contactFlow"})");
  EXPECT_TRUE(graph) << modules;
  return graph.value_or(model::FlowGraph{});
}

model::FlowAction block(const std::string& members) {
  return parsed(fmt::format(R"({{"id": "b", {}}})", members)).actions.at(1);
}

TEST(OldExports, HaveTheTypesOfTheFlowLanguage) {
  struct Case {
    const char* members;
    const char* type;
  };
  for (const Case& one : {Case{R"("type": "PlayPrompt")", "MessageParticipant"},
                          Case{R"("type": "Transfer", "target": "Queue")", "TransferContactToQueue"},
                          Case{R"("type": "Transfer", "target": "Flow")", "TransferToFlow"},
                          Case{R"("type": "Transfer", "target": "Fax")", "Transfer"},
                          Case{R"("type": "GetUserInput", "target": "Lex")", "ConnectParticipantWithLexBot"},
                          Case{R"("type": "GetUserInput", "target": "Digits")", "GetParticipantInput"},
                          Case{R"("type": "Hologram")", "Hologram"}, Case{R"("type": 7)", ""}}) {
    EXPECT_EQ(block(one.members).type, one.type) << one.members;
  }
}

TEST(OldExports, HaveBranchesByKind) {
  const auto branches = block(R"("type": "GetUserInput", "branches": [
      {"condition": "Success", "transition": "n"}, {"condition": "Error", "transition": "e"},
      {"condition": "NoMatch", "transition": "m"}, {"condition": "Timeout", "transition": "t"},
      {"condition": "Evaluate", "conditionType": "Equals", "conditionValue": "1", "transition": "one"},
      {"condition": "Looping", "transition": "l"}, {"condition": "True"}, 7])")
                            .branches;
  ASSERT_EQ(branches.size(), 6U);
  EXPECT_EQ(branches[0].kind, BranchKind::next);
  EXPECT_EQ(branches[1].of, "NoMatchingError");
  EXPECT_EQ(branches[2].of, "NoMatchingCondition");
  EXPECT_EQ(branches[3].kind, BranchKind::timeout);
  EXPECT_EQ(branches[4].comparison + branches[4].of + branches[4].to, "Equals1one");
  EXPECT_EQ(branches[5].of, "Looping");
}

TEST(OldExports, NameWhatTheyUse) {
  const auto one = [](const std::string& type, const std::string& parameter) {
    const auto found = block(fmt::format(R"("type": "{}", "parameters": [{{{}}}])", type, parameter)).references;
    return found.size() == 1 ? fmt::format("{} {}", name(found[0].kind), found[0].named) : std::string("none");
  };
  EXPECT_EQ(one("InvokeExternalResource", R"("name": "FunctionArn", "value": "l")"), "lambda l");
  EXPECT_EQ(one("SetQueue", R"("name": "Queue", "value": "q", "namespace": null)"), "queue q");
  EXPECT_EQ(one("SetQueue", R"("name": "Queue", "value": "q", "namespace": "External")"), "queue $.External.q");
  EXPECT_EQ(one("Transfer", R"("name": "ContactFlowId", "value": "f")"), "flow f");
  EXPECT_EQ(one("SetHoldFlow", R"("name": "ContactFlowId", "value": "f")"), "hook f");
  EXPECT_EQ(one("PlayPrompt", R"("name": "Text", "value": "Hello")"), "none");
}

TEST(OldExports, SayWhatABlockDoes) {
  EXPECT_TRUE(block(R"("type": "PlayPrompt", "parameters": [{"name": "Text", "value": "Hello"}])").speaks);
  EXPECT_EQ(block(R"("type": "StoreUserInput")").input, model::InputKind::stored);
  EXPECT_EQ(block(R"("type": "GetUserInput", "parameters": [{"name": "Timeout", "value": "5"}])").time_limit, 5);
  EXPECT_EQ(block(R"("type": "SetLoggingBehavior", "parameters": [{"name": "LoggingBehavior", "value": "Enable"}])")
                .sets_logging,
            true);
}

TEST(OldExports, AreRefusedWithoutAStart) {
  EXPECT_FALSE(collect::parse_flow_content(R"({"modules": [{"id": "a", "type": "Disconnect"}], "start": "b"})"));
  EXPECT_FALSE(collect::parse_flow_content(R"({"modules": {}, "start": "a"})"));
  EXPECT_FALSE(collect::parse_flow_content(R"({"modules": [{"id": "", "type": "Disconnect"}], "start": ""})"));
}

}  // namespace

#include "collect/flow/language.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace {

using collect::parse_flow_content;

TEST(FlowContents, BecomeAGraph) {
  const auto graph = parse_flow_content(R"({"Version": "2019-10-30", "StartAction": "log", "Metadata": {}, "Actions": [
      {"Identifier": "log", "Type": "UpdateFlowLoggingBehavior", "Parameters": {"FlowLoggingBehavior": "Enabled"},
       "Transitions": {"NextAction": "ask"}},
      {"Identifier": "ask", "Type": "GetParticipantInput", "Transitions": {"NextAction": "a",
       "Errors": [{"ErrorType": "NoMatchingError", "NextAction": "b"}, {"ErrorType": "InputTimeLimitExceeded",
       "NextAction": "c"}], "Conditions": [{"NextAction": "d", "Condition": {"Operator": "Equals",
       "Operands": ["1"]}}]}},
      {"Identifier": "a", "Type": "DisconnectParticipant", "Transitions": {}}]})");
  ASSERT_TRUE(graph);
  EXPECT_EQ(graph->start, "log");
  ASSERT_EQ(graph->actions.size(), 3U);
  EXPECT_EQ(graph->actions[0].identifier, "log");
  EXPECT_EQ(graph->actions[0].type, "UpdateFlowLoggingBehavior");
  EXPECT_EQ(graph->actions[0].sets_logging, true);
  EXPECT_EQ(graph->actions[0].next, std::vector<std::string>{"ask"});
  EXPECT_FALSE(graph->actions[1].sets_logging);
  EXPECT_EQ(graph->actions[1].next, (std::vector<std::string>{"a", "b", "c", "d"}));
  EXPECT_TRUE(graph->actions[2].next.empty());
}

TEST(FlowContents, SayWhetherABlockSwitchesLogging) {
  struct Case {
    const char* block = nullptr;
    std::optional<bool> sets_logging;
  };
  for (const Case& one :
       {Case{R"("Type": "UpdateFlowLoggingBehavior", "Parameters": {"FlowLoggingBehavior": "Enabled"})", true},
        Case{R"("Type": "UpdateFlowLoggingBehavior", "Parameters": {"FlowLoggingBehavior": "Disabled"})", false},
        Case{R"("Type": "UpdateFlowLoggingBehavior", "Parameters": {"FlowLoggingBehavior": "$.Attributes.log"})",
             false},
        Case{R"("Type": "UpdateFlowLoggingBehavior", "Parameters": {"FlowLoggingBehavior": true})", false},
        Case{R"("Type": "UpdateFlowLoggingBehavior", "Parameters": "Enabled")", false},
        Case{R"("Type": "UpdateFlowLoggingBehavior")", false},
        Case{R"("Type": "MessageParticipant", "Parameters": {"FlowLoggingBehavior": "Enabled"})", std::nullopt}}) {
    const auto graph =
        parse_flow_content(std::string(R"({"StartAction": "a", "Actions": [{"Identifier": "a", )") + one.block + "}]}");
    ASSERT_TRUE(graph) << one.block;
    EXPECT_EQ(graph->actions[0].sets_logging, one.sets_logging) << one.block;
  }
}

TEST(FlowContents, LeaveOutTransitionsThatAreNone) {
  const auto graph = parse_flow_content(R"({"StartAction": "a", "Actions": [
      {"Identifier": "a", "Transitions": {"NextAction": 7, "Errors": "none", "Conditions": [null, {}, {"NextAction": ""},
       {"NextAction": "b"}]}}, null, 7, [], {"Identifier": 5, "Type": {}, "Transitions": []}]})");
  ASSERT_TRUE(graph);
  EXPECT_EQ(graph->actions.size(), 5U);
  EXPECT_EQ(graph->actions[0].next, std::vector<std::string>{"b"});
  EXPECT_EQ(graph->actions[4].identifier, "");
}

TEST(FlowContents, AreRefusedWhenTheyAreNoFlow) {
  const std::string good = R"({"StartAction": "a", "Actions": [{"Identifier": "a"}]})";
  ASSERT_TRUE(parse_flow_content(good));
  for (const std::string& content :
       {std::string(), std::string("null"), std::string("[]"), std::string("\"text\""), std::string("{}"),
        std::string("<flow/>"), std::string("\xFF\xFE"), good.substr(0, 30), good + "x",
        std::string(R"({"StartAction": "a"})"), std::string(R"({"StartAction": "a", "Actions": {}})"),
        std::string(R"({"StartAction": "a", "Actions": []})"),
        std::string(R"({"StartAction": "b", "Actions": [{"Identifier": "a"}]})"),
        std::string(R"({"StartAction": 1, "Actions": [{"Identifier": 1}]})"), std::string(R"({"Actions": [{}]})"),
        std::string(R"({"Actions": [{"Identifier": ""}]})")}) {
    EXPECT_FALSE(parse_flow_content(content)) << content;
  }
}

// AWS bounds a flow's characters, not its depth: Metadata and the input of modules hold whatever JSON people put there.
TEST(FlowContents, AreReadHoweverDeepTheyAre) {
  const auto nested = [](int depth) {
    return R"({"StartAction": "a", "Actions": [{"Identifier": "a"}], "Metadata": )" + std::string(depth, '[') +
           std::string(depth, ']') + "}";
  };
  for (const int depth : {50, 101, 500, 400'000}) EXPECT_TRUE(parse_flow_content(nested(depth))) << depth;
  std::string parameters = "1";
  for (int i = 0; i < 20'000; ++i) parameters = fmt::format(R"({{"Input": [{}]}})", parameters);
  EXPECT_TRUE(parse_flow_content(R"({"StartAction": "a", "Actions": [{"Identifier": "a", "Type": "InvokeFlowModule",
                                     "Parameters": )" +
                                 parameters + "}]}"));
  EXPECT_FALSE(parse_flow_content(std::string(1'000'000, '{')));
  EXPECT_FALSE(parse_flow_content(std::string(500'000, '[') + std::string(500'000, ']')));
}

TEST(FlowContents, AreBoundedInSize) {
  const auto sized = [](std::size_t size) {
    return R"({"StartAction": "a", "Actions": [{"Identifier": "a"}], "Metadata": ")" + std::string(size, 'x') + "\"}";
  };
  EXPECT_TRUE(parse_flow_content(sized(1'000'000)));
  EXPECT_FALSE(parse_flow_content(sized(1'100'000)));
}

}  // namespace

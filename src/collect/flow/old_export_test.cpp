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
                          Case{R"("type": "SetEventHook", "target": "Flow")", "UpdateContactEventHooks"},
                          Case{R"("type": "SetCallBackNumber")", "UpdateContactCallbackNumber"},
                          Case{R"("type": "CreateCallback")", "CreateCallbackContact"},
                          Case{R"("type": "CheckQueueStatus")", "CheckMetricData"},
                          Case{R"("type": "UpdateRoutingPriority")", "UpdateContactRoutingBehavior"},
                          Case{R"("type": "SetScreenPop")", "UpdateContactAttributes"},
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
  ASSERT_EQ(branches.size(), 7U);
  EXPECT_EQ(branches[0].kind, BranchKind::next);
  EXPECT_EQ(branches[1].of, "NoMatchingError");
  EXPECT_EQ(branches[2].of, "NoMatchingCondition");
  EXPECT_EQ(branches[3].kind, BranchKind::timeout);
  EXPECT_EQ(branches[4].comparison + branches[4].of + branches[4].to, "Equals1one");
  EXPECT_EQ(branches[5].of, "ContinueLooping");
  EXPECT_EQ(branches[6].of + branches[6].to, "True") << "a choice that leads nowhere is one";
}

// As AWS's own samples had them.
TEST(OldExports, HaveErrorsByTheirNamesOfToday) {
  const auto told = [](const std::string& type, const std::string& branch) {
    const auto found =
        block(fmt::format(R"("type": {}, "branches": [{{"transition": "n", {}}}])", type, branch)).branches.at(0);
    return fmt::format("{} {}{}", name(found.kind), found.comparison, found.of);
  };
  EXPECT_EQ(told(R"("StoreUserInput")", R"("condition": "InvalidNumber")"), "error InvalidPhoneNumber");
  EXPECT_EQ(told(R"("SetCallBackNumber")", R"("condition": "InvalidPhoneNumber")"), "error InvalidCallbackNumber");
  EXPECT_EQ(told(R"("SetCallBackNumber")", R"("condition": "NonDialableNumber")"), "error CallbackNumberNotDialable");
  const std::string dial = R"("Transfer", "target": "PhoneNumber")";
  EXPECT_EQ(told(dial, R"("condition": "CallFailure")"), "error CallFailed");
  EXPECT_EQ(told(dial, R"("condition": "Timeout")"), "timeout ConnectionTimeLimitExceeded");
  EXPECT_EQ(told(R"("Loop")", R"("condition": "Complete")"), "condition EqualsDoneLooping");
  EXPECT_EQ(told(R"("CheckQueueStatus")",
                 R"("condition": "CheckQueueTime", "conditionType": "LessThan", "conditionValue": 300000)"),
            "condition LessThan300000");
  EXPECT_EQ(
      told(R"("PercentileBranching")", R"("condition": "NoMatch", "conditionType": "Equals", "conditionValue": "3")"),
      "error NoMatchingCondition");
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
  EXPECT_EQ(one("SetEventHook", R"("name": "ContactFlowId", "value": "f")"), "hook f");
  EXPECT_EQ(one("SetQueue", R"("name": "Queue", "value": "q", "namespace": "User Defined")"), "queue $.Attributes.q");
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

TEST(OldExports, SayWhatTheyStoreDialAndReadOut) {
  using Names = std::vector<std::string>;
  const auto with = [](const std::string& type, const std::string& parameters) {
    return block(fmt::format(R"("type": {}, "parameters": [{}])", type, parameters));
  };
  const auto card = with(R"("StoreUserInput")", R"({"name": "CustomerInputType", "value": "Custom"},
      {"name": "MaxDigits", "value": 16}, {"name": "EncryptEntry", "value": false})");
  EXPECT_EQ(card.most_digits, 16);
  EXPECT_FALSE(card.encrypts_input);
  EXPECT_TRUE(with(R"("StoreCustomerInput")", R"({"name": "EncryptEntry", "value": true})").encrypts_input);
  EXPECT_EQ(with(R"("StoreUserInput")", "").most_digits, 20);
  EXPECT_EQ(with(R"("StoreUserInput")", R"({"name": "CustomerInputType", "value": "PhoneNumber"})").most_digits, 0);

  const std::string stored = R"("value": "Stored customer input", "namespace": "System")";
  const std::string dial = R"("Transfer", "target": "PhoneNumber")";
  EXPECT_EQ(with(dial, R"({"name": "PhoneNumber", )" + stored + "}").dials, "$.StoredCustomerInput");
  EXPECT_EQ(with(R"("InvokeExternalResource")", R"({"name": "Parameter", "key": "x", )" + stored + "}").also_reads,
            Names{"$.StoredCustomerInput"});
  EXPECT_EQ(with(dial, R"({"name": "PhoneNumber", "value": "+4930123456", "namespace": null})").dials, "");
  const auto set = with(R"("SetAttributes")", R"({"name": "Attribute", "key": "card", )" + stored +
                                                  R"(}, {"name": "Attribute", "key": "x", "value": "true"})")
                       .sets;
  ASSERT_EQ(set.size(), 2U);
  EXPECT_EQ(set[0].attribute, "$.Attributes.card");
  EXPECT_EQ(set[0].from, Names{"$.StoredCustomerInput"});
  EXPECT_EQ(set[1].from, Names{});
  const auto shown =
      with(R"("SetScreenPop")", R"({"name": "key", "value": "card"}, {"name": "value", )" + stored + "}").sets;
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0].attribute, "$.Attributes.card");
  EXPECT_EQ(shown[0].from, Names{"$.StoredCustomerInput"});

  const auto said = with(R"("PlayPrompt")", R"({"name": "Text", "value": "<speak>$.Attributes.name</speak>"},
      {"name": "TextToSpeechType", "value": "ssml"})");
  EXPECT_TRUE(said.speaks_ssml);
  EXPECT_EQ(said.reads_out, Names{"$.Attributes.name"});
  const auto attribute = with(R"("PlayPrompt")", R"({"name": "Text", "value": "my text", "namespace": "User Defined"},
      {"name": "TextToSpeechType", "value": "text"})");
  EXPECT_FALSE(attribute.speaks_ssml);
  EXPECT_EQ(attribute.reads_out, Names{"$.Attributes.my text"});
  EXPECT_TRUE(with(R"("LoopPrompts")", R"({"name": "Text", "value": "<speak/>", "key": "ssml"})").speaks_ssml);
}

TEST(OldExports, SayWhetherTheyRecordAndComeBack) {
  const auto recording = [](const std::string& parameters) {
    return block(R"("type": "SetRecordingBehavior", "parameters": [)" + parameters + "]").sets_recording;
  };
  EXPECT_EQ(recording(R"({"name": "RecordingBehaviorOption", "value": "Enable"})"), true);
  EXPECT_EQ(recording(R"({"name": "RecordingBehaviorOption", "value": "Disable"})"), false);
  EXPECT_EQ(recording(""), std::nullopt);
  const auto returns = [](const std::string& condition) {
    return block(fmt::format(
                     R"("type": "Transfer", "target": "PhoneNumber",
                        "branches": [{{"condition": "{}", "transition": "n"}}])",
                     condition))
        .returns;
  };
  EXPECT_TRUE(returns("Success"));
  EXPECT_FALSE(returns("Error"));
}

TEST(OldExports, AreReadHoweverDeepTheyAre) {
  const std::string deep = std::string(400'000, '[') + std::string(400'000, ']');
  EXPECT_EQ(block(R"("type": "PlayPrompt", "parameters": [{"name": "Text", "value": )" + deep + "}]").type,
            "MessageParticipant");
}

TEST(OldExports, AreRefusedWithoutAStart) {
  EXPECT_FALSE(collect::parse_flow_content(R"({"modules": [{"id": "a", "type": "Disconnect"}], "start": "b"})"));
  EXPECT_FALSE(collect::parse_flow_content(R"({"modules": {}, "start": "a"})"));
  EXPECT_FALSE(collect::parse_flow_content(R"({"modules": [{"id": "", "type": "Disconnect"}], "start": ""})"));
}

}  // namespace

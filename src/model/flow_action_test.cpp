#include "model/flow_action.hpp"

#include <gtest/gtest.h>

namespace {

using model::FlowAction;
using model::ReferenceKind;

FlowAction of_type(const char* type) {
  return {"a", type, std::nullopt, {}};
}

TEST(FlowId, StandsBehindTheArnAndBeforeAVersion) {
  const std::string arn = "arn:aws:connect:eu-central-1:111122223333:instance/i-1/contact-flow/f-1";
  for (const auto& named : {arn, arn + ":$LATEST", arn + ":2", std::string("f-1"), std::string("f-1:$SAVED")}) {
    EXPECT_EQ(model::flow_id(named), "f-1") << named;
  }
  for (const char* later : {"$.Attributes.next", "$['Attributes']['next']", "${NextFlow}", "{{next_flow}}", ""}) {
    EXPECT_EQ(model::flow_id(later), "") << later;
  }
}

TEST(FlowActions, NameIdsWithoutWhatIsChosenLater) {
  FlowAction action = of_type("UpdateContactEventHooks");
  action.references = {{ReferenceKind::hook, "$.Attributes.hold"},
                       {ReferenceKind::queue, "q"},
                       {ReferenceKind::hook, "arn:x/contact-flow/f:$LATEST"}};
  EXPECT_EQ(model::named(action, ReferenceKind::hook), std::vector<std::string>{"f"});
  EXPECT_TRUE(model::named(action, ReferenceKind::agent).empty());
}

TEST(FlowActions, EndOrLeaveTheFlow) {
  struct Case {
    const char* type;
    bool is_terminal, leaves;
  };
  for (const Case& one : {Case{"DisconnectParticipant", true, true}, Case{"EndFlowModuleExecution", true, true},
                          Case{"TransferToFlow", false, true}, Case{"TransferContactToQueue", false, true},
                          Case{"TransferParticipantToThirdParty", false, true},
                          Case{"MessageParticipant", false, false}, Case{"InvokeFlowModule", false, false}}) {
    EXPECT_EQ(model::is_terminal(of_type(one.type)), one.is_terminal) << one.type;
    EXPECT_EQ(model::leaves_flow(of_type(one.type)), one.leaves) << one.type;
  }
  FlowAction comes_back = of_type("TransferParticipantToThirdParty");
  comes_back.returns = true;
  EXPECT_FALSE(model::leaves_flow(comes_back));
}

TEST(FlowActions, MustHaveTheBranchesThatPublishingAsksFor) {
  using model::required_errors;
  using Types = std::vector<std::string_view>;
  EXPECT_EQ(required_errors(of_type("TransferContactToQueue")), (Types{"QueueAtCapacity", "NoMatchingError"}));
  EXPECT_EQ(required_errors(of_type("Compare")), Types{"NoMatchingCondition"});
  EXPECT_EQ(required_errors(of_type("MessageParticipant")), Types{});
  EXPECT_EQ(required_errors(of_type("NewerThanThis")), Types{});
  EXPECT_EQ(required_errors(of_type("TransferParticipantToThirdParty")), Types{"NoMatchingError"});
  FlowAction analytics = of_type("UpdateContactRecordingAndAnalyticsBehavior");
  analytics.further_error = "InFlightRedactionConfigurationFailed";
  EXPECT_EQ(required_errors(analytics),
            (Types{"NoMatchingError", "ChannelMismatch", "InFlightRedactionConfigurationFailed"}));
  FlowAction input = of_type("GetParticipantInput");
  EXPECT_EQ(required_errors(input), (Types{"NoMatchingCondition", "NoMatchingError", "InputTimeLimitExceeded"}));
  EXPECT_TRUE(model::may_wait(input));
  input.input = model::InputKind::buffer;
  EXPECT_EQ(required_errors(input), Types{"NoMatchingError"});
  EXPECT_FALSE(model::may_wait(input));
  EXPECT_FALSE(model::may_wait(of_type("MessageParticipant")));
  EXPECT_TRUE(model::may_wait(of_type("NewerThanThis")));
}

TEST(FlowActions, MustHaveTheBranchesThatTheirSettingsAskFor) {
  using Types = std::vector<std::string_view>;
  FlowAction call = of_type("TransferParticipantToThirdParty");
  call.returns = true;
  EXPECT_EQ(model::required_errors(call), (Types{"CallFailed", "ConnectionTimeLimitExceeded", "NoMatchingError"}));
  FlowAction bot = of_type("GetParticipantInput");
  bot.references = {{ReferenceKind::lex_bot, "LostAndFound"}};
  EXPECT_EQ(model::required_errors(bot), (Types{"NoMatchingCondition", "NoMatchingError"}));
}

TEST(FlowActions, MustHaveAConditionForEachOutcome) {
  using model::required_conditions;
  using Conditions = std::vector<std::string_view>;
  EXPECT_EQ(required_conditions(of_type("CheckHoursOfOperation")), (Conditions{"True", "False"}));
  EXPECT_EQ(required_conditions(of_type("MessageParticipantIteratively")), Conditions{});
  FlowAction wait = of_type("Wait");
  EXPECT_EQ(required_conditions(wait), Conditions{"WaitCompleted"});
  wait.outcomes = {"CustomerReturned"};
  EXPECT_EQ(required_conditions(wait), (Conditions{"WaitCompleted", "CustomerReturned"}));
}

TEST(FlowActions, AreOfTypesThatTheFlowLanguageHas) {
  for (const char* type : {"Wait", "MessageParticipant", "RouteContactToAgent"})
    EXPECT_TRUE(model::is_known_type(type)) << type;
  for (const char* type : {"SetVoice", "TransferContactToFlow", "wait", ""})
    EXPECT_FALSE(model::is_known_type(type)) << type;
}

TEST(FlowActions, FailByAnErrorAlone) {
  using model::BranchKind;
  EXPECT_TRUE(model::is_failure({"b", BranchKind::error, "NoMatchingError"}));
  EXPECT_FALSE(model::is_failure({"b", BranchKind::error, "NoMatchingCondition"}));
  EXPECT_FALSE(model::is_failure({"b", BranchKind::timeout, "InputTimeLimitExceeded"}));
  EXPECT_FALSE(model::is_failure({"b"}));
}

TEST(FlowActions, SaysAttributesInATextOnce) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(model::attributes_in("$.A.b and $.A.b. Then $.StoredCustomerInput, or $., $.-."),
            (Names{"$.A.b", "$.StoredCustomerInput"}));
  EXPECT_EQ(model::attributes_in("no $ at all, nor $['], $[], $[a], ${x} or $.['']"), Names{});
  EXPECT_EQ(model::attributes_in("$.Attributes.Kündigung, $.Attributes.имя."),
            (Names{"$.Attributes.Kündigung", "$.Attributes.имя"}));
  EXPECT_EQ(model::attributes_in("$.Attributes.name様、$.Attributes.day—now"),
            (Names{"$.Attributes.name", "$.Attributes.day"}));
  EXPECT_EQ(model::attributes_in("$.Attributes.['Card No'] $.Attributes[\"Card No\"] $['Attributes']['Card No']!"),
            Names{"$.Attributes.Card No"});
  EXPECT_EQ(model::attributes_in("$.SegmentAttributes['connect:X'], $.Lex.Messages[0].content"),
            (Names{"$.SegmentAttributes.connect:X", "$.Lex.Messages[0].content"}));
  EXPECT_EQ(model::attributes_in("$['" + std::string(1'000, 'x') + "']"), Names{});
}

TEST(FlowActions, SaysAttributesOfScriptsWithoutBlanks) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(model::attributes_in("$.Attributes.暗証番号 ok, $.Attributes.계좌、$.Attributes.𠮷野。"),
            (Names{"$.Attributes.暗証番号", "$.Attributes.계좌", "$.Attributes.𠮷野"}));
  EXPECT_EQ(model::attributes_in("$.Attributes.暗証番号は$.Attributes.name様", {"暗証番号", "暗証", "name"}),
            (Names{"$.Attributes.暗証番号", "$.Attributes.name"}));
  EXPECT_EQ(model::attributes_in("$.Attributes.name様", {"name様"}), Names{"$.Attributes.name様"});
  EXPECT_EQ(model::attributes_in("$.Attributes.。 $.Attributes.→ $.Attributes.😀 $.Attributes.佐々木"),
            (Names{"$.Attributes", "$.Attributes.佐々木"}));
}

TEST(FlowActions, KnowWhereAnAttributeComesFrom) {
  using model::AttributeSource;
  EXPECT_EQ(model::source_of("$.StoredCustomerInput"), AttributeSource::caller);
  EXPECT_EQ(model::source_of("$.Lex.Slots.number"), AttributeSource::caller);
  EXPECT_EQ(model::source_of("$.Attributes.number"), AttributeSource::contact);
  EXPECT_EQ(model::source_of("$.SegmentAttributes['x']"), AttributeSource::contact);
  EXPECT_EQ(model::source_of("$.External.number"), AttributeSource::company);
  EXPECT_EQ(model::source_of("$"), AttributeSource::company);
}

}  // namespace

#include "collect/flow/language.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace {

using collect::parse_flow_content;

// The branches: kind, what it is taken for, and where it leads.
std::string told(const model::FlowAction& action) {
  std::string told;
  for (const auto& branch : action.branches) {
    told += told.empty() ? "" : " ";
    told += name(branch.kind);
    const std::string space = branch.comparison.empty() || branch.of.empty() ? "" : " ";
    if (branch.kind != model::BranchKind::next) told += fmt::format("({}{}{})", branch.comparison, space, branch.of);
    told += ">" + branch.to;
  }
  return told;
}

// A flow of one block; `members` are those besides its identifier "a".
model::FlowAction parsed_block(const std::string& members) {
  const auto graph = parse_flow_content(R"({"StartAction": "a", "Actions": [{"Identifier": "a", )" + members + "}]}");
  EXPECT_TRUE(graph) << members;
  return graph ? graph->actions.front() : model::FlowAction{};
}

std::vector<std::string> references(const model::FlowAction& action) {
  std::vector<std::string> found;
  for (const auto& one : action.references) found.push_back(fmt::format("{} {}", name(one.kind), one.named));
  return found;
}

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
  EXPECT_EQ(told(graph->actions[0]), "next>ask");
  EXPECT_FALSE(graph->actions[1].sets_logging);
  EXPECT_EQ(told(graph->actions[1]),
            "next>a error(NoMatchingError)>b timeout(InputTimeLimitExceeded)>c condition(Equals 1)>d");
  EXPECT_TRUE(graph->actions[2].branches.empty());
}

TEST(FlowContents, SayWhetherABlockSwitchesLogging) {
  struct Case {
    const char* block = nullptr;
    std::optional<bool> sets_logging;
  };
  for (const Case& one :
       {Case{R"("Type": "UpdateFlowLoggingBehavior", "Parameters": {"FlowLoggingBehavior": "Enabled"})", true},
        Case{R"("Type": "UpdateFlowLoggingBehavior", "Parameters": {"FlowLoggingBehavior": "enabled"})", true},
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
       {"NextAction": "b"}, {"NextAction": "", "Condition": {"Operator": "Equals", "Operands": ["x"]}}]}}, null, 7, [], {"Identifier": 5, "Type": {}, "Transitions": []}]})");
  ASSERT_TRUE(graph);
  EXPECT_EQ(graph->actions.size(), 5U);
  EXPECT_EQ(told(graph->actions[0]), "condition()>b condition(Equals x)>") << "a choice that leads nowhere is one";
  EXPECT_EQ(graph->actions[4].identifier, "");
}

// The designer exports a branch's target as NextAction beside the branch; of other blocks both are ways of their own.
TEST(FlowContents, HaveNoNextThatIsACopyOfABranch) {
  const std::string both = R"("Transitions": {"NextAction": "b", "Errors": [{"ErrorType": "NoMatchingError",
                              "NextAction": "b"}]})";
  for (const char* type : {"TransferToFlow", "TransferContactToQueue", "CheckHoursOfOperation", "Compare", "Loop",
                           "TransferParticipantToThirdParty", "GetParticipantInput", "MessageParticipantIteratively"}) {
    EXPECT_EQ(told(parsed_block(fmt::format(R"("Type": "{}", {})", type, both))), "error(NoMatchingError)>b") << type;
  }
  EXPECT_EQ(told(parsed_block(R"("Type": "MessageParticipant", )" + both)), "next>b error(NoMatchingError)>b");
  EXPECT_EQ(told(parsed_block(R"("Type": "GetParticipantInput", "Parameters": {"StoreInput": "True"}, )" + both)),
            "next>b error(NoMatchingError)>b");
  EXPECT_EQ(told(parsed_block(R"("Type": "Compare", "Transitions": {"NextAction": "b"})")), "next>b");
}

TEST(FlowContents, HaveHoursThatAreOpenOrClosedHoweverTheyAreWritten) {
  const auto of = [](const std::string& type, const std::string& operand) {
    return told(parsed_block(fmt::format(R"("Type": "{}", "Transitions": {{"Conditions": [{{"NextAction": "b",
        "Condition": {{"Operator": "Equals", "Operands": ["{}"]}}}}]}})",
                                         type, operand)));
  };
  EXPECT_EQ(of("CheckHoursOfOperation", "false"), "condition(Equals False)>b");
  EXPECT_EQ(of("CheckHoursOfOperation", "TRUE"), "condition(Equals True)>b");
  EXPECT_EQ(of("Compare", "false"), "condition(Equals false)>b");  // somebody's own word
}

TEST(FlowContents, ReadOutEachOfTheirMessages) {
  const auto block = parsed_block(R"("Type": "MessageParticipantIteratively", "Parameters": {"Messages": [
      {"PromptId": "p"}, {"SSML": "<speak>$.Attributes.name</speak>"}, {"Text": "$.Attributes.name, $.External.day"}]})");
  EXPECT_TRUE(block.speaks_ssml);
  EXPECT_EQ(block.reads_out, (std::vector<std::string>{"$.Attributes.name", "$.External.day"}));
  EXPECT_EQ(block.reads_into_ssml, std::vector<std::string>{"$.Attributes.name"});
}

TEST(FlowContents, NameWhatTheyUseUnderOldAndNewNames) {
  using Names = std::vector<std::string>;
  struct Case {
    const char* parameters;
    Names names;
  };
  for (const Case& one : {
           Case{R"({"LambdaFunctionARN": "arn:aws:lambda:x"})", {"lambda arn:aws:lambda:x"}},
           Case{R"({"FunctionArn": "arn:aws:lambda:x"})", {"lambda arn:aws:lambda:x"}},
           Case{R"({"QueueId": "q", "AgentId": "$.Agent.ARN"})", {"queue q", "agent $.Agent.ARN"}},
           Case{R"({"ContactFlowId": "f", "FlowModuleId": "m:$LATEST"})", {"flow f", "flow_module m:$LATEST"}},
           Case{R"({"EventHooks": {"CustomerQueue": "f", "AgentHold": 7}})", {"hook f"}},
           Case{R"({"Messages": [{"PromptId": "p"}, {"Text": "Please wait."}, 7]})", {"prompt p"}},
           Case{R"({"LexV2Bot": {"AliasArn": "l"}, "LexBot": {"Name": "b"}})", {"lex_bot l", "lex_bot b"}},
           Case{R"({"ViewResource": {"Id": "v"}, "HoursOfOperationId": "h"})", {"hours h", "view v"}},
           Case{R"({"TaskTemplateId": "t", "DataTableId": "d"})", {"task_template t", "data_table d"}},
           Case{R"({"QueueId": "", "PromptId": 7, "LexBot": "b", "EventHooks": [], "Messages": {}})", {}},
       }) {
    const auto block = parsed_block(fmt::format(R"("Type": "NewerThanThis", "Parameters": {})", one.parameters));
    EXPECT_EQ(references(block), one.names) << one.parameters;
  }
}

TEST(FlowContents, SayHowLongABlockWaitsAndWhatItDoes) {
  const auto of = [](const char* type, const char* parameters) {
    return parsed_block(fmt::format(R"("Type": "{}", "Parameters": {})", type, parameters));
  };
  EXPECT_EQ(of("InvokeLambdaFunction", R"({"InvocationTimeLimitSeconds": "8"})").time_limit, 8);
  EXPECT_EQ(of("Wait", R"({"TimeLimitSeconds": 600})").time_limit, 600);
  EXPECT_EQ(of("GetParticipantInput", R"({"InputTimeLimitSeconds": "$.Attributes.wait"})").time_limit, std::nullopt);
  EXPECT_EQ(of("GetParticipantInput", R"({"StoreInput": "true"})").input, model::InputKind::stored);
  EXPECT_EQ(of("GetParticipantInput", R"({"StoreInput": "False"})").input, model::InputKind::menu);
  EXPECT_EQ(of("GetParticipantInput", R"({"EnableDTMFBuffer": "True"})").input, model::InputKind::buffer);
  EXPECT_TRUE(of("MessageParticipant", R"({"SSML": "<speak/>"})").speaks);
  EXPECT_TRUE(of("MessageParticipant", R"({"Media": {"Uri": "s3://sounds/a.wav"}})").speaks);
  EXPECT_FALSE(of("MessageParticipant", R"({"Text": ""})").speaks);
  EXPECT_FALSE(of("CreateTask", R"({"Text": "Call back"})").speaks);
  EXPECT_TRUE(of("TransferParticipantToThirdParty", R"({"ContinueFlowExecution": "True"})").returns);
  EXPECT_FALSE(of("TransferParticipantToThirdParty", R"({"ContinueFlowExecution": "False"})").returns);
}

TEST(FlowContents, SayWhichLanguageABlockSets) {
  EXPECT_EQ(parsed_block(R"("Type": "UpdateContactData", "Parameters": {"LanguageCode": "de-DE"})").language, "de-DE");
  EXPECT_EQ(parsed_block(R"("Type": "UpdateContactData",
                            "Parameters": {"TargetContact": "Related", "LanguageCode": "de-DE"})")
                .language,
            "")
      << "it is another contact's";
  EXPECT_EQ(
      parsed_block(R"("Type": "UpdateContactTextToSpeechVoice", "Parameters": {"TextToSpeechVoice": "Vicki"})").voice,
      "Vicki");
}

TEST(FlowContents, KeepTheNamesThatTheDesignerNoted) {
  const auto shown = [](const std::string& parameters, const std::string& note) {
    const auto graph =
        parse_flow_content(R"({"StartAction": "a", "Metadata": {"ActionMetadata": {"a": )" + note +
                           R"(}}, "Actions": [{"Identifier": "a", "Type": "X", "Parameters": )" + parameters + "}]}");
    std::string names;
    for (const auto& one : graph.value().actions.front().references) names += fmt::format("[{}]", one.shown);
    return names;
  };
  EXPECT_EQ(shown(R"({"QueueId": "q"})", R"({"parameters": {"QueueId": {"displayName": "Sales"}}})"), "[Sales]");
  EXPECT_EQ(shown(R"({"ContactFlowId": "f"})", R"({"ContactFlow": {"text": "Main", "id": "f"}})"), "[Main]");
  EXPECT_EQ(shown(R"({"FlowModuleId": "m"})", R"({"contactFlowModuleName": "Survey"})"), "[Survey]");
  EXPECT_EQ(shown(R"({"EventHooks": {"CustomerQueue": "f"}})", R"({"contactFlow": {"text": "Queue"}})"), "[Queue]");
  EXPECT_EQ(shown(R"({"EventHooks": {"CustomerQueue": "f"}})",
                  R"({"parameters": {"EventHooks": {"CustomerQueue": {"displayName": "Waiting"}}}})"),
            "[Waiting]");
  // Which of the two it is the name of, nobody knows.
  EXPECT_EQ(shown(R"({"EventHooks": {"A": "f", "B": "g"}})", R"({"contactFlow": {"text": "Queue"}})"), "[][]");
  EXPECT_EQ(shown(R"({"QueueId": "q"})", R"({"parameters": {"QueueId": {"displayName": 7}}, "queue": []})"), "[]");
  EXPECT_EQ(shown(R"({"QueueId": "q"})", "[]"), "[]");
}

TEST(FlowContents, SayByWhichEventAHookRuns) {
  const auto block = parsed_block(
      R"("Type": "UpdateContactEventHooks", "Parameters": {"EventHooks": {"CustomerQueue": "f", "AgentHold": ""}})");
  ASSERT_EQ(block.references.size(), 1U);
  EXPECT_EQ(block.references[0].event, "CustomerQueue");
}

// What a block names is compared by itself.
TEST(FlowContents, HaveADigestOfAllButWhatABlockNames) {
  const auto digest = [](const char* parameters) {
    return parsed_block(fmt::format(R"("Type": "NewerThanThis", "Parameters": {})", parameters)).digest;
  };
  const std::string one = digest(R"({"PromptId": "p", "Text": "Hello"})");
  EXPECT_EQ(digest(R"({"Text": "Hello", "PromptId": "q"})"), one);
  EXPECT_NE(digest(R"({"Text": "Hello!", "PromptId": "p"})"), one);
  EXPECT_NE(digest(R"({"Text": "Hello", "QueueId": "p"})"), one);
}

TEST(FlowContents, SayWhetherABlockSwitchesRecording) {
  const auto of = [](const char* parameters) {
    return parsed_block(
               fmt::format(R"("Type": "UpdateContactRecordingAndAnalyticsBehavior", "Parameters": {})", parameters))
        .sets_recording;
  };
  const auto records_ivr = [](const char* parameters) {
    return parsed_block(fmt::format(R"("Type": "UpdateContactRecordingBehavior", "Parameters": {})", parameters))
        .records_ivr;
  };
  EXPECT_EQ(of(R"({"RecordingBehavior": {"RecordedParticipants": ["Agent"]}})"), true);
  EXPECT_EQ(of(R"({"RecordingBehavior": {"RecordedParticipants": []}})"), false);
  EXPECT_EQ(of(R"({"RecordingBehavior": {"RecordedParticipants": [], "IVRRecordingBehavior": "Enabled"}})"), false);
  EXPECT_EQ(of(R"({"RecordingBehavior": {"IVRRecordingBehavior": "Enabled"}})"), std::nullopt);
  EXPECT_TRUE(records_ivr(R"({"RecordingBehavior": {"RecordedParticipants": [], "IVRRecordingBehavior": "Enabled"}})"));
  EXPECT_FALSE(records_ivr(R"({"RecordingBehavior": {"IVRRecordingBehavior": "Disabled"}})"));
  EXPECT_EQ(of(R"({"VoiceBehavior": {"VoiceRecordingBehavior": {"RecordedParticipants": ["Customer"]}}})"), true);
  EXPECT_EQ(of(R"({"ChatBehavior": {"ChatAnalyticsBehavior": {}}})"), std::nullopt);
}

TEST(FlowContents, SayWhetherABlockSwitchesAnalysisOn) {
  const auto of = [](std::string_view type, const char* parameters) {
    return parsed_block(fmt::format(R"("Type": "{}", "Parameters": {})", type, parameters)).analyses;
  };
  EXPECT_TRUE(of("UpdateContactRecordingBehavior", R"({"AnalyticsBehavior": {"Enabled": "True"}})"));
  EXPECT_FALSE(of("UpdateContactRecordingBehavior", R"({"AnalyticsBehavior": {"Enabled": "False"}})"));
  EXPECT_FALSE(of("UpdateContactRecordingBehavior", R"({"RecordingBehavior": {"RecordedParticipants": ["Agent"]}})"));
  constexpr std::string_view newer = "UpdateContactRecordingAndAnalyticsBehavior";
  EXPECT_TRUE(of(newer, R"({"VoiceBehavior": {"VoiceAnalyticsBehavior": {"Enabled": "True"}}})"));
  EXPECT_TRUE(of(newer, R"({"ChatBehavior": {"ChatAnalyticsBehavior": {"Enabled": "true"}}})"));
  EXPECT_FALSE(of(newer, R"({"VoiceBehavior": {"VoiceAnalyticsBehavior": {"Enabled": "False"}}})"));
  EXPECT_FALSE(of("MessageParticipant", R"({"AnalyticsBehavior": {"Enabled": "True"}})"));
}

TEST(FlowContents, SayWhetherInputIsEncryptedAndWithWhichKey) {
  const auto block = [](const char* with) {
    return parsed_block(fmt::format(
        R"("Type": "GetParticipantInput", "Parameters": {{"StoreInput": "True", "InputEncryption": {}}})", with));
  };
  using Names = std::vector<std::string>;
  const auto encrypted = block(R"({"EncryptionKeyId": "k", "Key": "$.Attributes.key"})");
  EXPECT_TRUE(encrypted.encrypts_input);
  EXPECT_EQ(references(encrypted), (Names{"security_key k"}));
  EXPECT_EQ(references(block(R"({"EncryptionKeyId": "$.Attributes.id", "Key": "public"})")),
            (Names{"security_key $.Attributes.id"}));
  for (const char* none : {R"({"EncryptionKeyId": "k", "Key": ""})", R"({"EncryptionKeyId": "", "Key": "public"})",
                           R"({"EncryptionKeyId": 7, "Key": "public"})", "{}"}) {
    EXPECT_FALSE(block(none).encrypts_input) << none;
    EXPECT_EQ(references(block(none)), Names()) << none;
  }
}

TEST(FlowContents, SayWhatBecomesOfKeysThatArePressedEarly) {
  const auto block = [](const char* parameters) {
    return parsed_block(fmt::format(R"("Type": "GetParticipantInput", "Parameters": {})", parameters));
  };
  EXPECT_EQ(block(R"({"EnableDTMFBuffer": "true"})").input, model::InputKind::buffer);
  EXPECT_EQ(block(R"({"EnableDTMFBuffer": "false"})").input, model::InputKind::buffer);
  const auto stored = block(R"({"EnableDTMFBuffer": "false", "StoreInput": "true"})");
  EXPECT_EQ(stored.input, model::InputKind::stored_buffer);
  EXPECT_EQ(stored.most_digits, 30);
  EXPECT_FALSE(stored.encrypts_input || model::may_wait(stored));
}

TEST(FlowContents, SayWhatElseBlocksRead) {
  const auto also = [](const char* block) { return parsed_block(block).also_reads; };
  using Names = std::vector<std::string>;
  EXPECT_EQ(also(R"("Type": "InvokeLambdaFunction", "Parameters": {"LambdaFunctionARN": "$.Attributes.function",
                    "LambdaInvocationAttributes": {"b": "$.StoredCustomerInput", "a": ["x", {"y": "$.Attributes.a"}]}})"),
            (Names{"$.Attributes.a", "$.Attributes.function", "$.StoredCustomerInput"}));
  EXPECT_EQ(also(R"("Type": "MessageParticipant", "Parameters": {"Text": "$.Attributes.name"})"), Names{});
  EXPECT_EQ(also(R"("Type": "UpdateContactAttributes", "Parameters": {"Attributes": {"a": "$.External.b"}})"), Names{});
  EXPECT_EQ(also(R"("Type": "Compare", "Parameters": {"ComparisonValue": "$.Attributes.a"})"), Names{});
}

TEST(FlowContents, SayWhetherAnythingIsHeard) {
  const auto speaks = [](const char* block) { return parsed_block(block).speaks; };
  EXPECT_TRUE(speaks(R"("Type": "MessageParticipant", "Parameters": {"Media": {"Uri": "s3://a/b.wav"}})"));
  EXPECT_FALSE(speaks(R"("Type": "MessageParticipant", "Parameters": {"Media": {"Uri": "", "SourceType": "S3"}})"));
  EXPECT_TRUE(speaks(R"("Type": "AuthenticateParticipant", "Parameters": {})"));
}

TEST(FlowContents, SayWhatBlocksDialStoreAndReadOut) {
  const auto graph = parse_flow_content(R"({"StartAction": "ask", "Actions": [
    {"Identifier": "ask", "Type": "GetParticipantInput", "Parameters": {"StoreInput": "True",
      "SSML": "<speak>$.Attributes.first-name, your card. $.External.day.</speak>",
      "InputValidation": {"CustomValidation": {"MaximumLength": "16"}},
      "InputEncryption": {"EncryptionKeyId": "k", "Key": "public"}}},
    {"Identifier": "phone", "Type": "GetParticipantInput", "Parameters": {"StoreInput": "true",
      "InputValidation": {"PhoneNumberValidation": {"NumberFormat": "E164"}}}},
    {"Identifier": "any", "Type": "GetParticipantInput", "Parameters": {"StoreInput": "True", "Text": "Please."}},
    {"Identifier": "keep", "Type": "UpdateContactAttributes",
      "Parameters": {"Attributes": {"card": "$.StoredCustomerInput", "name": "Bob", "to": "+49$.Lex.Slots.n"}}},
    {"Identifier": "flow", "Type": "UpdateFlowAttributes",
      "Parameters": {"FlowAttributes": {"pin": {"Value": "$.StoredCustomerInput"}, "x": "$.StoredCustomerInput"}}},
    {"Identifier": "dial", "Type": "TransferParticipantToThirdParty",
      "Parameters": {"ThirdPartyPhoneNumber": "$.Attributes.number"}},
    {"Identifier": "fixed", "Type": "TransferParticipantToThirdParty",
      "Parameters": {"ThirdPartyPhoneNumber": "+4930123456"}},
    {"Identifier": "quoted", "Type": "TransferParticipantToThirdParty",
      "Parameters": {"ThirdPartyPhoneNumber": "$['StoredCustomerInput']"}},
    {"Identifier": "beside", "Type": "InvokeLambdaFunction", "Parameters": {"InvocationType": "Asynchronous"}},
    {"Identifier": "other", "Type": "UpdateContactAttributes",
      "Parameters": {"TargetContact": "Related", "Attributes": {"card": "x"}}},
    {"Identifier": "any", "Type": "UpdateContactAttributes",
      "Parameters": {"Attributes": {"$.External.name": "$.StoredCustomerInput"}}}]})");
  ASSERT_TRUE(graph);
  using Names = std::vector<std::string>;
  const auto& blocks = graph->actions;
  EXPECT_EQ(blocks[0].most_digits, 16);
  EXPECT_TRUE(blocks[0].encrypts_input && blocks[0].speaks_ssml);
  EXPECT_EQ(blocks[0].reads_out, (Names{"$.Attributes.first-name", "$.External.day"}));
  EXPECT_EQ(blocks[1].most_digits, 0);
  EXPECT_EQ(blocks[2].most_digits, 20);
  EXPECT_FALSE(blocks[2].encrypts_input || blocks[2].speaks_ssml);
  ASSERT_EQ(blocks[3].sets.size(), 3U);
  EXPECT_EQ(blocks[3].sets[0].attribute, "$.Attributes.card");
  EXPECT_EQ(blocks[3].sets[0].from, Names{"$.StoredCustomerInput"});
  EXPECT_EQ(blocks[3].sets[1].from, Names{});
  EXPECT_EQ(blocks[3].sets[2].from, Names{"$.Lex.Slots.n"});
  ASSERT_EQ(blocks[4].sets.size(), 1U);
  EXPECT_EQ(blocks[4].sets[0].attribute, "$.FlowAttributes.pin");
  EXPECT_EQ(blocks[5].dials, "$.Attributes.number");
  EXPECT_EQ(blocks[6].dials, "");
  EXPECT_EQ(blocks[7].dials, "$.StoredCustomerInput");
  EXPECT_TRUE(blocks[8].is_asynchronous);
  EXPECT_TRUE(blocks[9].sets.empty()) << "of another contact";
  ASSERT_EQ(blocks[10].sets.size(), 1U);
  EXPECT_EQ(blocks[10].sets[0].attribute, "$.Attributes.$");
}

TEST(FlowContents, SayWhatModulesAreGivenAndReturn) {
  const auto graph = collect::parse_flow_content(R"({"StartAction": "call", "Actions": [
    {"Identifier": "call", "Type": "InvokeFlowModule", "Parameters": {"FlowModuleId": "m",
      "Input": {"number": "$.StoredCustomerInput", "tries": 3, "order": {"id": ["$.External.id", "$.Attributes.id"]}}}},
    {"Identifier": "back", "Type": "EndFlowModuleExecution", "Parameters": {"Result": "done",
      "ResultData": {"number": "$.Modules.Input.number"}}},
    {"Identifier": "other", "Type": "MessageParticipant", "Parameters": {"Input": {"number": "$.External.x"}}}]})");
  ASSERT_TRUE(graph);
  using Names = std::vector<std::string>;
  const auto& given = graph->actions[0].sets;
  ASSERT_EQ(given.size(), 3U);
  EXPECT_EQ(given[0].attribute, "$.Modules.Input.number");
  EXPECT_EQ(given[0].from, Names{"$.StoredCustomerInput"});
  EXPECT_EQ(given[1].attribute, "$.Modules.Input.order");
  EXPECT_EQ(given[1].from, (Names{"$.External.id", "$.Attributes.id"}));
  EXPECT_EQ(given[2].from, Names{});
  ASSERT_EQ(graph->actions[1].sets.size(), 1U);
  EXPECT_EQ(graph->actions[1].sets[0].attribute, "$.Modules.ResultData.number");
  EXPECT_EQ(graph->actions[1].sets[0].from, Names{"$.Modules.Input.number"});
  EXPECT_TRUE(graph->actions[2].sets.empty());
}

// 暗証番号 is the key of a block behind it, and は goes on with the sentence.
TEST(FlowContents, ReadKeysOfAnyScriptThatTheFlowSets) {
  const auto graph = collect::parse_flow_content(R"({"StartAction": "say", "Actions": [
    {"Identifier": "say", "Type": "MessageParticipant", "Parameters": {"Text": "$.Attributes.暗証番号は以上です"}},
    {"Identifier": "keep", "Type": "UpdateContactAttributes",
      "Parameters": {"Attributes": {"暗証番号": "$.StoredCustomerInput"}}}]})");
  ASSERT_TRUE(graph);
  EXPECT_EQ(graph->actions[0].reads_out, std::vector<std::string>{"$.Attributes.暗証番号"});
  EXPECT_EQ(graph->actions[1].sets[0].attribute, "$.Attributes.暗証番号");
}

TEST(FlowContents, SayWhichErrorTheirParametersAdd) {
  struct Case {
    const char* block;
    const char* error;
  };
  for (const Case& one :
       {Case{R"("Type": "GetParticipantInput", "Parameters": {"InputValidation": {"PhoneNumberValidation": {}}})",
             "InvalidPhoneNumber"},
        Case{R"("Type": "GetParticipantInput", "Parameters": {"InputValidation": {"CustomValidation": {}}})", ""},
        Case{R"("Type": "UpdateContactRecordingAndAnalyticsBehavior", "Parameters": {"ChatBehavior": {}})",
             "InFlightRedactionConfigurationFailed"},
        Case{R"("Type": "UpdateContactRecordingAndAnalyticsBehavior", "Parameters": {"VoiceBehavior": {}})", ""},
        Case{R"("Type": "UpdateContactRoutingBehavior", "Parameters": {"RoutingProficiencies": []})",
             "NoMatchingError"},
        Case{R"("Type": "Wait", "Parameters": {"Events": ["CustomerReturned", "BotParticipantDisconnected"]})",
             "ParticipantNotFound"},
        Case{R"("Type": "Wait", "Parameters": {"Events": ["CustomerReturned"]})", ""},
        Case{R"("Type": "UpdateContactRoutingBehavior", "Parameters": {"QueuePriority": "1"})", ""}}) {
    EXPECT_EQ(parsed_block(one.block).further_error, one.error) << one.block;
  }
}

TEST(FlowContents, SayWhichConditionsTheirParametersAdd) {
  struct Case {
    const char* block;
    std::vector<std::string> conditions;
  };
  for (const Case& one :
       {Case{R"("Type": "Wait", "Parameters": {"Events": ["CustomerReturned", 7]})", {"CustomerReturned"}},
        Case{R"("Type": "Wait", "Parameters": {"Events": "CustomerReturned"})", {}},
        Case{R"("Type": "MessageParticipantIteratively", "Parameters": {"InterruptFrequencySeconds": "60"})",
             {"MessagesInterrupted"}},
        Case{R"("Type": "MessageParticipantIteratively", "Parameters": {"InterruptFrequencySeconds": ""})", {}},
        Case{R"("Type": "MessageParticipantIteratively", "Parameters": {})", {}},
        Case{R"("Type": "CheckHoursOfOperation", "Parameters": {"Events": ["CustomerReturned"]})", {}}}) {
    EXPECT_EQ(parsed_block(one.block).outcomes, one.conditions) << one.block;
  }
}

TEST(FlowContents, HaveNoWayOnBehindABlockThatLeavesTheFlow) {
  const std::string to_b = R"("Transitions": {"NextAction": "b")", fails = R"(, "Errors": [{"NextAction": "c"}])";
  struct Case {
    std::string type;
    std::size_t branches;
  };
  for (const Case& one :
       {Case{"TransferToFlow", 1}, Case{"TransferContactToQueue", 1}, Case{"MessageParticipant", 2}}) {
    const std::string type = R"("Type": ")" + one.type + R"(", )";
    EXPECT_EQ(parsed_block(type + to_b + fails + "}").branches.size(), one.branches) << one.type;
    EXPECT_EQ(parsed_block(type + to_b + "}").branches.size(), 1U) << one.type;
  }
}

TEST(FlowContents, NameTheGuideOfTheAgentsScreen) {
  const auto names = parsed_block(
      R"("Type": "UpdateContactAttributes", "Parameters": {"Attributes": {"DefaultFlowForAgentUI": "f", "x": "g"}})");
  EXPECT_EQ(model::named(names, model::ReferenceKind::guide), std::vector<std::string>{"f"});
  EXPECT_EQ(names.references.size(), 1U);
}

TEST(FlowContents, SayWithWhichResultAModuleEnds) {
  EXPECT_EQ(parsed_block(R"("Type": "EndFlowModuleExecution", "Parameters": {"Result": "Sales"})").result, "Sales");
  EXPECT_EQ(parsed_block(R"("Type": "EndFlowModuleExecution", "Parameters": {})").result, "");
  EXPECT_EQ(parsed_block(R"("Type": "EndFlowModuleExecution", "Parameters": {"Result": 1})").result, "");
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
  const std::string deepest = R"({"Input": )" + std::string(400'000, '[') + std::string(400'000, ']') + "}";
  for (const std::string& one : {parameters, deepest}) {
    const auto graph = parse_flow_content(
        R"({"StartAction": "a", "Actions": [{"Identifier": "a", "Type": "InvokeFlowModule", "Parameters": )" + one +
        "}]}");
    ASSERT_TRUE(graph);
    EXPECT_FALSE(graph->actions.front().digest.empty());
  }
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

#include "app/flows/check_flows.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unistd.h>

#include "base/error.hpp"
#include "checks/flow/flow_look.hpp"

namespace {

namespace fs = std::filesystem;
using formats::FlowCheck;

std::string block(const std::string& id, const std::string& type, const std::string& next,
                  const std::string& more = "") {
  return fmt::format(R"({{"Identifier": "{}", "Type": "{}", "Transitions": {{"NextAction": "{}"}}{}}})", id, type, next,
                     more.empty() ? "" : ", " + more);
}

std::string say(const std::string& id, const std::string& next) {
  return block(id, "MessageParticipant", next, R"("Parameters": {"Text": "Welcome"})");
}

const std::string hang_up = R"({"Identifier": "end", "Type": "DisconnectParticipant"})";
const std::string come_back = R"({"Identifier": "back", "Type": "EndFlowModuleExecution"})";

// Each block is one line; these lead to another block when they fail.
std::string transfer(const std::string& id, const std::string& to, const std::string& failed) {
  return fmt::format(R"({{"Identifier": "{}", "Type": "TransferToFlow", "Parameters": {{"ContactFlowId": "{}"}}, )"
                     R"("Transitions": {{"Errors": [{{"ErrorType": "NoMatchingError", "NextAction": "{}"}}]}}}})",
                     id, to, failed);
}

std::string call(const std::string& id, const std::string& module, const std::string& next, const std::string& failed) {
  return fmt::format(
      R"({{"Identifier": "{}", "Type": "InvokeFlowModule", "Parameters": {{"FlowModuleId": "{}"}}, )"
      R"("Transitions": {{"NextAction": "{}", "Errors": [{{"ErrorType": "NoMatchingError", "NextAction": "{}"}}]}}}})",
      id, module, next, failed);
}

std::string flow(const std::string& start, const std::vector<std::string>& blocks, const std::string& name = "",
                 const std::string& type = "contactFlow") {
  std::string actions;
  for (const auto& one : blocks) actions += (actions.empty() ? "" : ",\n    ") + one;
  return fmt::format(
      "{{\"Version\": \"2019-10-30\", \"StartAction\": \"{}\",\n  \"Metadata\": {{\"name\": \"{}\", "
      "\"type\": \"{}\"}},\n  \"Actions\": [\n    {}]}}\n",
      start, name, type, actions);
}

class CheckFlows : public testing::Test {
 protected:
  void SetUp() override {
    home_ = fs::temp_directory_path() / fmt::format("flows-{}", ::getpid());
    fs::create_directories(home_);
  }
  void TearDown() override { fs::remove_all(home_); }

  std::string write(const std::string& name, const std::string& text) {
    const fs::path file = home_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }

  FlowCheck check(const std::vector<std::string>& places, const std::vector<std::string>& entries = {},
                  const app::CheckIds& left_out = {}) {
    std::istringstream in(stdin_);
    app::FlowFiles files = app::read_flow_files(places, in);
    const app::FilesAsInstance instance(std::move(files.read), entries);
    return app::check_flows(instance, files.unread, left_out, {mutes_, model::parse_day("2026-11-28").value()});
  }

  std::string refused(const std::vector<std::string>& places, const std::vector<std::string>& entries = {},
                      const app::CheckIds& left_out = {}) {
    try {
      check(places, entries, left_out);
    } catch (const base::Error& error) {
      return error.what();
    }
    return "not refused";
  }

  fs::path home_;
  std::string stdin_;
  std::vector<model::Mute> mutes_;
};

// "check: file's name: block@line, …"
std::vector<std::string> found(const FlowCheck& check) {
  std::vector<std::string> lines;
  for (const auto& one : check.findings) {
    std::string line = fmt::format("{} {} {}:", name(one.finding.status), one.finding.check_id,
                                   fs::path(one.finding.resource.key).filename().string());
    for (const auto& spot : one.blocks) line += fmt::format(" {}@{}", spot.identifier, spot.place.line);
    lines.push_back(line);
  }
  return lines;
}
using Lines = std::vector<std::string>;

std::string ask_bot(const std::string& id, const std::string& bot, const std::string& next) {
  return fmt::format(
      R"({{"Identifier": "{}", "Type": "ConnectParticipantWithLexBot", "Parameters": {{"Text": "Yes?", {}}}, )"
      R"("Transitions": {{"NextAction": "{}", "Errors": [{{"ErrorType": "NoMatchingError", "NextAction": "{}"}}, )"
      R"({{"ErrorType": "NoMatchingCondition", "NextAction": "{}"}}]}}}})",
      id, bot, next, next, next);
}

// What else blocks name, an account alone tells.
TEST_F(CheckFlows, FindBotsOfLexV1) {
  const std::string v1 = R"("LexBot": {"Name": "Lost", "Region": "eu-central-1", "Alias": "live"})";
  const std::string v2 = R"("LexV2Bot": {"AliasArn": "arn:aws:lex:eu-central-1:111122223333:bot-alias/B/A"})";
  const std::string file =
      write("main.json", flow("old", {ask_bot("old", v1, "new"), ask_bot("new", v2, "end"), hang_up}));
  const auto result = check({file});
  ASSERT_EQ(found(result), Lines{"fail flow_dangling main.json: old@4"});
  EXPECT_EQ(result.findings[0].finding.title, "Bots, services and flows that blocks cannot use");
  EXPECT_THAT(result.findings[0].blocks[0].problem,
              testing::EndsWith(": the Lex bot 'Lost' is of Amazon Lex V1, which has ended"));
  EXPECT_EQ(found(check({file}, {}, {"flow_dangling"})), Lines{});
}

TEST_F(CheckFlows, FindBlocksOfVoiceId) {
  const std::string enrolled =
      R"({"Identifier": "known", "Type": "CheckVoiceId", "Parameters": {"CheckVoiceIdOption": "enrollmentStatus"}, )"
      R"("Transitions": {"NextAction": "end", "Errors": [{"ErrorType": "NoMatchingError", "NextAction": "end"}]}})";
  const auto result = check({write("main.json", flow("hello", {say("hello", "known"), enrolled, hang_up}))});
  ASSERT_EQ(found(result), Lines{"fail flow_dangling main.json: known@5"});
  EXPECT_THAT(result.findings[0].blocks[0].problem, testing::EndsWith(": Amazon Connect Voice ID has ended"));
}

TEST_F(CheckFlows, WithoutFaultSayNothing) {
  const auto result = check({write("main.json", flow("hello", {say("hello", "end"), hang_up}))});
  EXPECT_EQ(found(result), Lines{});
  ASSERT_EQ(result.flows.size(), 1U);
  EXPECT_EQ(result.flows[0].name, "main");
  EXPECT_TRUE(result.flows[0].is_entry && result.flows[0].is_reached);
  EXPECT_EQ(result.checks.size(), checks::flow_looks().size() + 1);  // and what blocks cannot use
}

TEST_F(CheckFlows, NameTheBlockAndItsLine) {
  const auto result =
      check({write("main.json", flow("hello", {say("hello", "nowhere"), say("more", "end"), hang_up}))});
  EXPECT_EQ(found(result), Lines{"fail flow_dead_ends main.json: hello@4"});
  EXPECT_EQ(result.findings[0].blocks[0].problem, "block 'hello', Play prompt (MessageParticipant) leads nowhere");
  EXPECT_EQ(result.findings[0].finding.headline, "1 block of main leads nowhere");
  EXPECT_EQ(result.findings[0].finding.command, "");
}

TEST_F(CheckFlows, AreCountedByFindingAndByLine) {
  const std::string main =
      write("main.json", flow("hello", {say("hello", "nowhere"), say("more", "nowhere"), hang_up}));
  EXPECT_THAT(summary_of(check({main})), testing::HasSubstr(": 1 fail, 0 warnings, 0 not assessed. "));
  const std::string two =
      R"({"Identifier": "ask", "Type": "Compare", "Parameters": {"ComparisonValue": "$.Attributes.x"}, )"
      R"("Transitions": {"Conditions": [{"NextAction": "more", "Condition": {"Operator": "Equals", "Operands": ["1"]}}], )"
      R"("Errors": [{"NextAction": "hello", "ErrorType": "NoMatchingCondition"}]}})";
  write("main.json", flow("ask", {two, say("hello", "nowhere"), say("more", "nowhere")}));
  EXPECT_THAT(summary_of(check({main})), testing::HasSubstr(": 1 fail in 2 places, 0 warnings, 0 not assessed. "));
}

TEST_F(CheckFlows, OfOneLineHaveAColumn) {
  std::string text = flow("hello", {say("hello", "nowhere"), hang_up}, "Grüße 👋");
  std::erase(text, '\n');
  const auto result = check({write("main.json", text)});
  const auto place = result.findings.at(0).blocks.at(0).place;
  EXPECT_EQ(place.line, 1U);
  // "ü" and "ß" are two bytes and one unit, the hand four bytes and two.
  EXPECT_EQ(place.column, text.find("\"hello\", \"Type\"") + 1 - 2 - 2);
}

// More blocks than AWS takes that copy attributes to each other, in a circle.
TEST_F(CheckFlows, SayWhereAttributesCannotBeFollowed) {
  constexpr int count = 3'000;
  std::vector<std::string> blocks;
  for (int i = 0; i < count; ++i) {
    const int next = (i + 1) % count;
    const std::string from = i == count / 2 ? "$.StoredCustomerInput" : fmt::format("$.Attributes.a{}", next);
    blocks.push_back(fmt::format(
        R"({{"Identifier": "{}", "Type": "UpdateContactAttributes", "Parameters": {{"Attributes": {{"a{}": "{}"}}}}, )"
        R"("Transitions": {{"NextAction": "{}", "Errors": [{{"ErrorType": "NoMatchingError", "NextAction": "say"}}]}}}})",
        i, i, from, next));
  }
  blocks.push_back(
      block("say", "MessageParticipant", "0", R"("Parameters": {"SSML": "<speak>$.Attributes.a0</speak>"})"));
  const auto result = check({write("main.json", flow("0", blocks))});
  const auto unknown = std::ranges::find(result.findings, "flow_dynamic_ssml",
                                         [](const formats::FlowFinding& one) { return one.finding.check_id; });
  ASSERT_NE(unknown, result.findings.end());
  EXPECT_EQ(unknown->finding.status, model::Status::not_assessed);
  EXPECT_EQ(unknown->finding.reason,
            "The flows hand these attributes on in more ways than a review follows: 'say', Play prompt "
            "(MessageParticipant) ($.Attributes.a0).");
}

TEST_F(CheckFlows, AreOneGraph) {
  const std::string main = write("main.json", flow("go", {transfer("go", "After hours", "end"), hang_up}));
  const std::string after =
      write("after.json", flow("cut", {R"({"Identifier": "cut", "Type": "DisconnectParticipant"})"}, "After hours"));
  EXPECT_EQ(found(check({main, after})),
            (Lines{"warn flow_silent_hang_ups main.json: end@5", "warn flow_silent_hang_ups after.json: cut@4"}));
  const auto result = check({main, after});
  EXPECT_TRUE(result.flows[0].is_entry);
  EXPECT_FALSE(result.flows[1].is_entry);
  EXPECT_TRUE(result.flows[1].is_reached);
}

TEST_F(CheckFlows, TakeNoEndForAHangUpWhereTheTypeIsNotSaid) {
  const std::string over = R"({"Identifier": "over", "Type": "EndFlowExecution"})";
  EXPECT_EQ(found(check({write("inbound.json", flow("over", {over}))})),
            Lines{"warn flow_silent_hang_ups inbound.json: over@4"});
  EXPECT_EQ(found(check({write("any.json", flow("over", {over}, "", ""))})), Lines{});
  const auto queue = check({write("queue.json", flow("over", {over}, "", "customerQueue"))});
  EXPECT_EQ(found(queue), (Lines{"not_assessed flow_is_led_to queue.json:", "info flow_dead_ends queue.json: over@4"}));
}

TEST_F(CheckFlows, PutApartWhatIsMuted) {
  const std::string main = write("main.json", flow("go", {transfer("go", "After hours", "end"), hang_up}));
  const std::string after =
      write("after.json", flow("cut", {R"({"Identifier": "cut", "Type": "DisconnectParticipant"})"}, "After hours"));
  const auto muted = [](const std::string& check, const std::string& resource, const char* expires) {
    return model::Mute{.check = check,
                       .resource = resource,
                       .reason = "known",
                       .owner = "anna",
                       .expires = model::parse_day(expires),
                       .source = "mutes.toml",
                       .line = 7};
  };
  mutes_ = {muted("flow_*", "After *", "2027-03-31"), muted("flow_silent_hang_ups", "main", "2026-11-27"),
            muted("flow_loops", "Elsewhere", "2027-03-31"), muted("flow_lops", "", "2027-03-31")};
  auto result = check({main, after});
  EXPECT_EQ(found(result).size(), 2U);
  EXPECT_FALSE(result.findings[0].finding.muted);
  EXPECT_EQ(result.findings[1].finding.muted.value().owner, "anna");
  EXPECT_EQ(count(result, model::Status::warn), 1);
  EXPECT_EQ(count_muted(result), 1);
  ASSERT_EQ(result.mute_notes.size(), 2U) << "that nothing of 'Elsewhere' is here says nothing";
  EXPECT_THAT(result.mute_notes[0], testing::HasSubstr("on 'main' expired on"));
  EXPECT_THAT(result.mute_notes[0], testing::HasSubstr("1 finding counts again, for anna to settle"));
  EXPECT_THAT(result.mute_notes[1], testing::HasSubstr("there is no such check"));

  mutes_[0].account = "1111*";
  result = check({main, after});
  EXPECT_EQ(count_muted(result), 0) << "whose account the files are for is not known";
}

TEST_F(CheckFlows, FollowIdsArnsAndNames) {
  const std::string cut = flow("cut", {R"({"Identifier": "cut", "Type": "DisconnectParticipant"})"}, "After hours");
  const std::string answer = nlohmann::json{
      {"ContactFlow",
       {{"Id", "8d7518d7"},
        {"Arn", "arn:aws:connect:r:1:instance/i/contact-flow/8d7518d7"},
        {"Name", "Late"},
        {"Type", "CONTACT_FLOW"},
        {"Content", cut}}}}.dump();
  const std::string late = write("late.json", answer);
  for (const char* named : {"8d7518d7", "Late", "late", "arn:aws:connect:r:1:instance/i/contact-flow/8d7518d7:$LATEST",
                            "arn:aws:connect:other:2:instance/j/contact-flow/8d7518d7"}) {
    const std::string main =
        write("main.json", flow("hello", {say("hello", "go"), transfer("go", named, "end"), hang_up}));
    EXPECT_EQ(found(check({main, late})), Lines{}) << named;
    EXPECT_TRUE(check({main, late}).flows[1].is_reached) << named;
  }
}

TEST_F(CheckFlows, FollowTheNameThatTheDesignerNoted) {
  std::string main = flow("hello", {say("hello", "go"), transfer("go", "{{after}}", "end"), hang_up});
  main.replace(main.find(R"("type":)"), 0,
               R"("ActionMetadata": {"go": {"parameters": {"ContactFlowId": {"displayName": "After hours"}}}}, )");
  const std::string after = write("x.json", flow("hello", {say("hello", "end"), hang_up}, "After hours"));
  const auto result = check({write("main.json", main), after});
  EXPECT_EQ(found(result), Lines{});
  EXPECT_FALSE(result.flows[1].is_entry);
}

TEST_F(CheckFlows, ThatAreNotGivenAreNotKnown) {
  const std::string main = write(
      "main.json",
      flow("ask", {call("ask", "Survey", "go", "sorry"), transfer("go", "gone", "end"), say("sorry", "end"), hang_up}));
  const auto result = check({main});
  EXPECT_EQ(found(result), Lines{"not_assessed flow_files_are_whole main.json: ask@4 go@5"});
  EXPECT_TRUE(result.findings[0].finding.reason.find("module 'Survey'") != std::string::npos);
  EXPECT_EQ(result.findings[0].blocks[1].problem,
            "block 'go', Transfer to flow (TransferToFlow) leads to the flow 'gone', which is not among the files");
  // What nobody comes to leads nobody there.
  const std::string idle =
      write("idle.json", flow("hello", {say("hello", "end"), transfer("go", "gone", "end"), hang_up}));
  EXPECT_EQ(found(check({idle})), Lines{});
  // What is chosen while the contact runs is no file that could be given.
  const std::string chosen = write(
      "chosen.json",
      flow("hello", {say("hello", "go"), transfer("go", "$.Attributes.next", "sorry"), say("sorry", "end"), hang_up}));
  EXPECT_EQ(found(check({chosen})), Lines{});
  // A template's placeholder is a flow that could.
  for (const char* placeholder : {"${Main}", "{{main}}", "$main"}) {
    const std::string unfilled =
        write("template.json", flow("hello", {say("hello", "go"), transfer("go", placeholder, "end"), hang_up}));
    EXPECT_EQ(found(check({unfilled})), Lines{"not_assessed flow_files_are_whole template.json: go@5"}) << placeholder;
  }
  // The module speaks, and then nothing is wrong; it does not, and there is.
  const std::string module = write("Survey.json", flow("back", {come_back}));
  EXPECT_EQ(found(check({main, module})),
            (Lines{"warn flow_silent_hang_ups main.json: end@7", "not_assessed flow_files_are_whole main.json: go@5"}));
  write("Survey.json", flow("hello", {say("hello", "back"), come_back}));
  EXPECT_EQ(found(check({main, module})), Lines{"not_assessed flow_files_are_whole main.json: go@5"});
}

TEST_F(CheckFlows, SayWhichModulesAreChosenLater) {
  const std::string chosen = call("ask", "$.Attributes.survey", "end", "sorry");
  const auto result =
      check({write("main.json", flow("hello", {say("hello", "ask"), chosen, say("sorry", "end"), hang_up}))});
  EXPECT_EQ(found(result), Lines{"not_assessed flow_modules_are_known main.json: ask@5"});
  EXPECT_THAT(result.findings[0].blocks[0].problem,
              testing::EndsWith(" calls a module that is chosen while the contact runs"));
  EXPECT_EQ(result.findings[0].finding.reason,
            "It calls modules that are chosen while the contact runs ($.Attributes.survey): what contacts do there is "
            "not known.");
  const std::string idle = write("idle.json", flow("hello", {say("hello", "end"), chosen, hang_up}));
  EXPECT_EQ(found(check({idle})), Lines{}) << "nothing leads to the block";
}

TEST_F(CheckFlows, OfOneNameLeadNowhereThatCanBeTold) {
  const std::string end = flow("hello", {say("hello", "end"), hang_up}, "After hours");
  const std::string main =
      write("main.json", flow("hello", {say("hello", "go"), transfer("go", "After hours", "end"), hang_up}));
  const auto result = check({main, write("a.json", end), write("b.json", end)});
  EXPECT_EQ(found(result), Lines{"not_assessed flow_names_are_unique main.json: go@5"});
  EXPECT_EQ(
      result.findings[0].blocks[0].problem,
      "block 'go', Transfer to flow (TransferToFlow) leads to the flow 'After hours', which is the name of several "
      "of the files");
}

TEST_F(CheckFlows, OfAnotherTypeAreNotKnown) {
  const std::string main =
      write("main.json", flow("hello", {say("hello", "set"), block("set", "SetTone", "end"), hang_up}));
  const auto result = check({main});
  EXPECT_EQ(found(result), Lines{"not_assessed flow_block_types_are_known main.json: set@5"});
  EXPECT_EQ(result.findings[0].blocks[0].problem, "block 'set', SetTone is of a type that is not known");
  EXPECT_EQ(result.findings[0].finding.reason,
            "It has blocks of types that are not known (SetTone): what contacts do there is not known.");
}

TEST_F(CheckFlows, BeginWhereSomebodySays) {
  const std::string a = write("a.json", flow("go", {transfer("go", "b", "end"), hang_up}));
  const std::string b = write("b.json", flow("go", {transfer("go", "a", "end"), hang_up}));
  const auto unknown = check({a, b}, {}, {"flow_loops"});  // which they are
  EXPECT_EQ(found(unknown), Lines{"not_assessed flow_entry_is_known a.json:"});
  EXPECT_FALSE(unknown.flows[0].is_reached);
  const auto said = check({a, b}, {"a"}, {"flow_loops"});
  EXPECT_EQ(found(said), (Lines{"warn flow_silent_hang_ups a.json: end@5", "warn flow_silent_hang_ups b.json: end@5"}));
  EXPECT_EQ(found(check({a, b}, {b}, {"flow_loops"})), found(said));
  EXPECT_EQ(refused({a, b}, {"c"}), "no file holds a flow 'c'");
  EXPECT_EQ(refused({a, b, write("survey.json", flow("back", {come_back}))}, {"survey"}),
            "no file holds a flow 'survey'");
  const std::string late = write("late.json", flow("hello", {say("hello", "end"), hang_up}, "After hours"));
  EXPECT_EQ(refused({late}, {"After hurs"}), "no file holds a flow 'After hurs'; did you mean After hours?");
}

TEST_F(CheckFlows, OfAQueueAreNotWhereCallersComeIn) {
  const auto result = check({write("queue.json", flow("end", {hang_up}, "", "customerQueue"))});
  EXPECT_EQ(found(result), Lines{"not_assessed flow_is_led_to queue.json:"});
  EXPECT_FALSE(result.flows[0].is_entry);
  EXPECT_FALSE(result.flows[0].is_reached);
}

std::string hook(const std::string& event, const std::string& named, const std::string& next) {
  return fmt::format(
      R"({{"Identifier": "hook", "Type": "UpdateContactEventHooks", "Parameters": {{"EventHooks": {{"{0}": "{1}"}}}}, )"
      R"("Transitions": {{"NextAction": "{2}", "Errors": [{{"ErrorType": "NoMatchingError", "NextAction": "{2}"}}]}}}})",
      event, named, next);
}

const Lines not_followed = {"not_assessed flow_is_led_to part.json:"};

TEST_F(CheckFlows, FindFlowsOfATypeThatTheBlockCannotUse) {
  const std::string main = write("a.json", flow("hello", {say("hello", "hook"), hook("CustomerQueue", "late", "go"),
                                                          transfer("go", "waiting", "end"), hang_up}));
  write("late.json", flow("sorry", {say("sorry", "end"), hang_up}, "Closed late"));
  write("waiting.json", flow("wait", {say("wait", "back"), R"({"Identifier": "back", "Type": "EndFlowExecution"})"},
                             "Waiting", "customerQueue"));
  const auto result = check({home_.string()}, {main}, {"flow_dead_ends"});
  ASSERT_EQ(found(result)[0], "fail flow_dangling a.json: hook@5 go@6");
  EXPECT_THAT(result.findings[0].blocks[0].problem,
              testing::EndsWith(": the flow 'Closed late' is an inbound flow, not a customer queue flow"));
  EXPECT_THAT(result.findings[0].blocks[1].problem,
              testing::EndsWith(": the flow 'Waiting' is a customer queue flow and takes no transfers"));
}

TEST_F(CheckFlows, ThatNothingLeadsToAreNotFollowed) {
  const std::string part = write("part.json", flow("back", {come_back}, "Survey", "module"));
  EXPECT_EQ(found(check({part})), not_followed);
  EXPECT_EQ(check({part}).findings[0].finding.reason,
            "None of the files leads to it: the checks that follow contacts were not made there.");
  // One by one: code scanning shows each beside its file.
  const std::string more = write("more.json", flow("end", {hang_up}, "", "customerQueue"));
  EXPECT_EQ(found(check({part, more})),
            (Lines{"not_assessed flow_is_led_to part.json:", "not_assessed flow_is_led_to more.json:"}));
  const std::string main =
      write("main.json", flow("hello", {say("hello", "ask"), call("ask", "Survey", "end", "end"), hang_up}));
  EXPECT_EQ(found(check({part, main})), Lines{});
  // Queues and quick connects lead to others, and no file does.
  EXPECT_EQ(found(check({write("part.json", flow("end", {hang_up}, "", "outboundWhisper"))})), Lines{});
  app::CheckIds following;
  for (const checks::FlowLook* look : checks::flow_looks()) {
    if (look->follows_contacts) following.emplace(look->check->about.id);
  }
  write("part.json", flow("back", {come_back}, "Survey", "module"));
  EXPECT_EQ(found(check({part}, {}, following)), Lines{});
}

TEST_F(CheckFlows, OfAQueueAreFollowedWhereCallersWaitInThem) {
  write("waiting.json", flow("say", {say("say", "end"), hang_up}, "Waiting", "customerQueue"));
  const std::string set =
      R"({"Identifier": "set", "Type": "UpdateContactTargetQueue", "Parameters": {"QueueId": "q"}, "Transitions": )"
      R"({"NextAction": "enter", "Errors": [{"ErrorType": "NoMatchingError", "NextAction": "sorry"}]}})";
  const std::string enter =
      R"({"Identifier": "enter", "Type": "TransferContactToQueue", "Transitions": {"Errors": [)"
      R"({"ErrorType": "NoMatchingError", "NextAction": "sorry"}, {"ErrorType": "QueueAtCapacity", "NextAction": "sorry"}]}})";
  const auto check_with = [&](const std::string& queue_flow) {
    write("main.json", flow("hello", {say("hello", "hook"), hook("CustomerQueue", queue_flow, "set"), set, enter,
                                      say("sorry", "end"), hang_up}));
    return check({home_.string()}, {}, {"flow_unchecked_hours", "flow_unrecorded"});
  };
  EXPECT_EQ(found(check_with("Waiting")), Lines{}) << "where the hook failed, another may run";
  write("other.json", flow("hook", {hook("CustomerQueue", "Waiting", "end"), hang_up}, "Other"));
  const auto unknown = check_with("$.Attributes.next");
  ASSERT_THAT(found(unknown), testing::Contains("not_assessed flow_is_led_to waiting.json:"));
  const auto one = std::ranges::find(unknown.findings, "flow_is_led_to",
                                     [](const formats::FlowFinding& finding) { return finding.finding.check_id; });
  EXPECT_EQ(one->finding.reason,
            "No way is known on which callers wait in it: the checks that follow contacts were not made there.");
}

TEST_F(CheckFlows, FindBlocksThatNameNothing) {
  const std::string lambda =
      R"({"Identifier": "ask", "Type": "InvokeLambdaFunction", "Parameters": {"InvocationTimeLimitSeconds": "3"}, )"
      R"("Transitions": {"NextAction": "end", "Errors": [{"ErrorType": "NoMatchingError", "NextAction": "end"}]}})";
  const auto result = check({write("main.json", flow("hello", {say("hello", "ask"), lambda, hang_up}))});
  ASSERT_EQ(found(result), Lines{"fail flow_dangling main.json: ask@5"});
  EXPECT_EQ(result.findings[0].blocks[0].problem,
            "block 'ask', AWS Lambda function (InvokeLambdaFunction): it names no Lambda function");
}

TEST_F(CheckFlows, FindChoicesThatLeadNowhere) {
  const std::string choose =
      R"({"Identifier": "choose", "Type": "Compare", "Parameters": {"ComparisonValue": "$.Attributes.x"}, )"
      R"("Transitions": {"NextAction": "end", "Errors": [{"ErrorType": "NoMatchingCondition", "NextAction": "end"}], )"
      R"("Conditions": [{"NextAction": "", "Condition": {"Operator": "Equals", "Operands": ["gold"]}}]}})";
  EXPECT_EQ(found(check({write("main.json", flow("hello", {say("hello", "choose"), choose, hang_up}))})),
            Lines{"fail flow_dead_ends main.json: choose@5"});
}

TEST_F(CheckFlows, OfACampaignSayTheirType) {
  const auto result = check({write("main.json", flow("hello", {say("hello", "end"), hang_up}, "Call", "campaign"))});
  EXPECT_EQ(result.flows[0].type, "CAMPAIGN");
}

TEST_F(CheckFlows, AreOfTheTypeOfTheHookThatNamesThem) {
  const std::string waiting = write("waiting.json", flow("end", {hang_up}, "", ""));
  const std::string main =
      write("main.json", flow("hello", {say("hello", "hook"), hook("CustomerQueue", "waiting", "end"), hang_up}));
  const auto result = check({waiting, main});
  EXPECT_EQ(found(result), Lines{"not_assessed flow_is_led_to waiting.json:"}) << "nobody is put into a queue";
  EXPECT_EQ(result.flows[0].type, "CUSTOMER_QUEUE");
  EXPECT_TRUE(result.flows[0].is_type_known);
  write("main.json", flow("hello", {say("hello", "hook"), hook("CustomerRemaining", "waiting", "end"), hang_up}));
  EXPECT_EQ(check({waiting, main}).flows[0].type, "CONTACT_FLOW");
}

TEST_F(CheckFlows, WithLoopPromptsAreNoInboundFlows) {
  const auto result = check({write("part.json", flow("wait",
                                                     {block("wait", "MessageParticipantIteratively", "",
                                                            R"("Parameters": {"Messages": [{"Text": "x"}]})")},
                                                     "", ""))});
  EXPECT_EQ(found(result), not_followed);
  EXPECT_EQ(result.flows[0].type, "CUSTOMER_QUEUE");
  EXPECT_FALSE(result.flows[0].is_type_known || result.flows[0].is_entry);
}

TEST_F(CheckFlows, ThatMayBeChosenAreNotKnownToBeEntries) {
  const std::string main = write("main.json", flow("go", {transfer("go", "$.External.next", "end"), hang_up}));
  const std::string next = write("next.json", flow("end", {hang_up}));
  const auto result = check({main, next});
  EXPECT_EQ(found(result),
            (Lines{"warn flow_silent_hang_ups main.json: end@5", "not_assessed flow_entry_is_known main.json: go@4"}));
  EXPECT_TRUE(result.flows[0].is_entry) << "no other could choose it";
  EXPECT_FALSE(result.flows[1].is_entry);
  EXPECT_THAT(result.findings[1].finding.reason, testing::HasSubstr("('next')"));
  EXPECT_EQ(found(check({main, next}, {"main"})), Lines{"warn flow_silent_hang_ups main.json: end@5"});
  // Somewhere callers come in.
  const std::string module = write("part.json", flow("go", {transfer("go", "$.External.next", "back"), come_back}));
  write("main.json", flow("ask", {call("ask", "part", "end", "end"), hang_up}));
  EXPECT_EQ(found(check({main, module})), Lines{"warn flow_silent_hang_ups main.json: end@5"});
}

TEST_F(CheckFlows, WithoutATypeAreTakenForInboundFlows) {
  const auto result = check({write("main.json", flow("end", {hang_up}, "", ""))});
  EXPECT_EQ(found(result), Lines{"warn flow_silent_hang_ups main.json: end@4"});
  EXPECT_FALSE(result.flows[0].is_type_known);
  EXPECT_EQ(result.flows[0].type, "CONTACT_FLOW");
}

// A flow that has the name of one of AWS's own is somebody's file all the same.
TEST_F(CheckFlows, OfAnyNameAreChecked) {
  EXPECT_EQ(
      found(check({write("x.json", flow("hello", {say("hello", "nowhere"), hang_up}, "Sample disconnect flow"))})),
      Lines{"fail flow_dead_ends x.json: hello@4"});
}

TEST_F(CheckFlows, AreMadeByTheChecksThatAreLeft) {
  const std::string main = write("main.json", flow("hello", {block("hello", "Wait", "nowhere"), hang_up}));
  EXPECT_EQ(found(check({main})),
            (Lines{"fail flow_dead_ends main.json: hello@4", "warn flow_error_branches main.json: hello@4"}));
  EXPECT_EQ(found(check({main}, {}, {"flow_dead_ends"})), Lines{"warn flow_error_branches main.json: hello@4"});
  app::CheckIds all = {"flow_dangling"};
  std::vector<std::string> names = {"flow_dangling"};
  for (const checks::FlowLook* look : checks::flow_looks()) {
    all.insert(std::string(look->check->about.id));
    names.emplace_back(look->check->about.id);
  }
  EXPECT_EQ(refused({main}, {}, all),
            fmt::format("no check is left that can be made of files alone: there are {}", fmt::join(names, ", ")));
}

TEST_F(CheckFlows, AreReadFromDirectoriesAndStandardInput) {
  const std::string good = flow("hello", {say("hello", "end"), hang_up});
  write("flows/b.json", good);
  write("flows/a/c.JSON", good);
  write("flows/readme.txt", "no flow");
  write("flows/.git/x.json", "no flow");
  stdin_ = good;
  const std::string directory = (home_ / "flows").string();
  const auto result = check({directory, directory + "/b.json", "-"});
  Lines files;
  for (const auto& one : result.flows) files.push_back(one.file.substr(one.file.rfind("flows/") + 1));
  ASSERT_EQ(result.flows.size(), 3U);
  EXPECT_TRUE(result.flows[0].file.ends_with("flows/a/c.JSON"));
  EXPECT_TRUE(result.flows[1].file.ends_with("flows/b.json"));
  EXPECT_EQ(result.flows[2].file, "stdin");
  EXPECT_EQ(refused({"-", "-"}), "standard input holds one flow: give - once");
}

TEST_F(CheckFlows, ThatCannotBeReadAreLeftOut) {
  const std::string lost = write("lost.json", flow("hello", {say("hello", "nowhere"), hang_up}));
  const std::string empty = write("empty.json", R"({"StartAction": "a", "Actions": []})");
  const auto result = check({empty, lost});
  EXPECT_EQ(found(result),
            (Lines{"fail flow_dead_ends lost.json: hello@4", "not_assessed flow_files_are_read empty.json:"}));
  EXPECT_EQ(result.findings[1].finding.reason, "The file is not a flow: it has no blocks.");
  EXPECT_EQ(count_unread(result), 1);
  EXPECT_TRUE(summary_of(result).starts_with("1 flow, 1 unread file, ")) << summary_of(result);
}

TEST_F(CheckFlows, ThatCannotBeReadAreNamed) {
  const std::string gone = (home_ / "gone.json").string();
  EXPECT_EQ(refused({gone}), fmt::format("the flow file {} does not exist", gone));
  const std::string text = write("text.json", "hello");
  EXPECT_EQ(refused({text}), fmt::format("the flow file {} is not JSON", text));
  const std::string main = write("main.json", flow("hello", {say("hello", "end"), hang_up}));
  const std::string other = write("other.json", "{\"name\": \"package\"}");
  EXPECT_TRUE(refused({other}).starts_with(fmt::format("the flow file {} is not a flow: ", other)));
  EXPECT_EQ(refused({text, gone}),
            fmt::format("the flow file {} is not JSON; the flow file {} does not exist", text, gone));
  std::vector<std::string> many;
  for (int i = 10; i < 32; ++i) many.push_back(write(fmt::format("{}.json", i), "hello"));
  EXPECT_TRUE(refused(many).ends_with("29.json is not JSON; and 2 files more"));
  const std::string empty = (home_ / "empty").string();
  fs::create_directories(empty);
  EXPECT_EQ(refused({empty}), fmt::format("the flow file {} is a directory without a file *.json", empty));
  EXPECT_EQ(refused({"/dev/zero"}), "the flow file /dev/zero is larger than 2,048,000 bytes, which no flow is");
}

}  // namespace

#include "app/fix/fix_flows.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unistd.h>

#include "app/fix/fix_pack_for_test.hpp"

namespace {

using namespace app::test;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string hang_up = R"({"Identifier": "end", "Type": "DisconnectParticipant"})";

std::string say(const std::string& id, const std::string& next) {
  return fmt::format(R"({{"Identifier": "{}", "Type": "MessageParticipant", "Parameters": {{"Text": "Welcome"}}, )"
                     R"("Transitions": {{"NextAction": "{}", "Errors": [{{"ErrorType": "NoMatchingError", )"
                     R"("NextAction": "{}"}}]}}}})",
                     id, next, next);
}

std::string switch_off(const std::string& id, const std::string& next) {
  return fmt::format(R"({{"Identifier": "{}", "Type": "UpdateFlowLoggingBehavior", "Parameters": )"
                     R"({{"FlowLoggingBehavior": "Disabled"}}, "Transitions": {{"NextAction": "{}"}}}})",
                     id, next);
}

std::string ask_for_secret(const std::string& id, const std::string& next) {
  return fmt::format(R"({{"Identifier": "{}", "Type": "GetParticipantInput", "Parameters": {{"Text": "Your card", )"
                     R"("StoreInput": "True", "InputTimeLimitSeconds": "5", "InputValidation": {{"CustomValidation": )"
                     R"({{"MaximumLength": "20"}}}}}}, "Transitions": {{"NextAction": "{}", "Errors": [{{"ErrorType": )"
                     R"("NoMatchingError", "NextAction": "{}"}}]}}}})",
                     id, next, next);
}

std::string go_to(const std::string& id, const std::string& flow, const std::string& failed) {
  return fmt::format(R"({{"Identifier": "{}", "Type": "TransferToFlow", "Parameters": {{"ContactFlowId": "{}"}}, )"
                     R"("Transitions": {{"Errors": [{{"ErrorType": "NoMatchingError", "NextAction": "{}"}}]}}}})",
                     id, flow, failed);
}

std::string flow(const std::string& name, const std::string& start, const std::vector<std::string>& blocks) {
  std::string actions;
  for (const auto& one : blocks) actions += (actions.empty() ? "" : ", ") + one;
  return fmt::format(R"({{"Version": "2019-10-30", "StartAction": "{}", "Metadata": {{"name": "{}", "type": )"
                     R"("contactFlow", "ActionMetadata": {{"{}": {{"position": {{"x": 40, "y": 220}}}}}}}}, )"
                     R"("Actions": [{}]}})",
                     start, name, start, actions);
}

class FixFlows : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(directory); }
  void TearDown() override { std::filesystem::remove_all(directory); }

  void file(const std::string& name, const std::string& text) { std::ofstream(directory / name) << text; }

  model::Finding silent(const std::string& name, const std::string& id = "id") {
    return fix_finding("flow_logging", "flow", {"flow", id, name});
  }

  std::vector<app::FixFile> corrected(const std::vector<model::Finding>& findings) {
    const model::Review review = fix_review(findings);
    app::FixRequest request{.review = review};
    std::istringstream nothing;
    request.flows = app::read_flow_files({directory.string()}, nothing).read;
    for (const auto& one : request.flows) {
      std::stringstream text;
      text << std::ifstream(one.path).rdbuf();
      request.flow_texts[one.path] = text.str();
    }
    return app::corrected_flows(request, findings, notes);
  }

  const std::filesystem::path directory =
      std::filesystem::temp_directory_path() / fmt::format("fix-flows-{}", ::getpid());
  std::vector<std::string> notes;
};

TEST_F(FixFlows, SwitchLoggingOnInTheFirstBlock) {
  file("main.json", flow("Main", "hello", {say("hello", "end"), hang_up}));
  const auto files = corrected({silent("Main")});
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].name, "flows/main.json");
  EXPECT_THAT(files[0].closes, testing::SizeIs(1));
  const json content = json::parse(files[0].text);
  EXPECT_EQ(content.at("StartAction"), "Switch logging on");
  const json& first = content.at("Actions").at(0);
  EXPECT_EQ(first.at("Identifier"), "Switch logging on");
  EXPECT_EQ(first.at("Type"), "UpdateFlowLoggingBehavior");
  EXPECT_EQ(first.at("Parameters").at("FlowLoggingBehavior"), "Enabled");
  EXPECT_EQ(first.at("Transitions").at("NextAction"), "hello");
  EXPECT_EQ(content.at("Actions").size(), 3U);
  EXPECT_EQ(content.at("Metadata").at("ActionMetadata").at("Switch logging on").at("position").at("y"), 40);
  EXPECT_THAT(notes, IsEmpty());
}

TEST_F(FixFlows, TakeWhatTheCommandLineAnswersAndKeepTheOrder) {
  const std::string content = flow("Main", "hello", {say("hello", "end"), hang_up});
  const json answer = {{"ContactFlow", {{"Id", "7"}, {"Name", "Main"}, {"Content", content}}}};
  const auto text = app::with_logging_first(answer.dump());
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, app::with_logging_first(content).value());
  EXPECT_LT(text->find("\"Version\""), text->find("\"StartAction\""));
  EXPECT_LT(text->find("\"Metadata\""), text->find("\"Actions\""));
  for (const char* none :
       {"", "{", "[]", "{}", R"({"modules": [], "start": "a"})", R"({"Actions": {}, "StartAction": 1})"})
    EXPECT_FALSE(app::with_logging_first(none)) << none;
}

TEST_F(FixFlows, FindAFreeName) {
  const auto text =
      app::with_logging_first(flow("Main", "Switch logging on", {say("Switch logging on", "end"), hang_up}));
  EXPECT_EQ(json::parse(text.value()).at("StartAction"), "Switch logging on 2");
}

TEST_F(FixFlows, LeaveWhatIsNotAmongTheFiles) {
  file("main.json", flow("Main", "hello", {say("hello", "end"), hang_up}));
  EXPECT_THAT(corrected({silent("Other")}), IsEmpty());
  EXPECT_THAT(notes, ElementsAre(HasSubstr("not among the files of --flows")));
}

TEST_F(FixFlows, LeaveOneThatSwitchesLoggingOffAgain) {
  file("main.json", flow("Main", "hello", {say("hello", "off"), switch_off("off", "bye"), say("bye", "end"), hang_up}));
  EXPECT_THAT(corrected({silent("Main")}), IsEmpty());
  EXPECT_THAT(notes, ElementsAre(HasSubstr("switches logging off again")));
}

TEST_F(FixFlows, LeaveOneThatWouldLogWhatCustomersEnter) {
  file("main.json", flow("Main", "card", {ask_for_secret("card", "end"), hang_up}));
  EXPECT_THAT(corrected({silent("Main")}), IsEmpty());
  EXPECT_THAT(notes, ElementsAre(HasSubstr("flow_sensitive_input")));
}

TEST_F(FixFlows, LeaveOneThatLeadsToWhatIsNotThere) {
  file("main.json", flow("Main", "go", {go_to("go", "elsewhere", "end"), hang_up}));
  EXPECT_THAT(corrected({silent("Main")}), IsEmpty());
  EXPECT_THAT(notes, ElementsAre(HasSubstr("is not among the files")));
  notes.clear();
  file("elsewhere.json", flow("elsewhere", "hello", {say("hello", "end"), hang_up}));
  EXPECT_THAT(corrected({silent("Main")}), testing::SizeIs(1));
}

// Logging goes on in the flow of a queue, too.
TEST_F(FixFlows, LeaveOneWithAHookThatIsNotThere) {
  const std::string hook = R"({"Identifier": "hook", "Type": "UpdateContactEventHooks", "Parameters": {"EventHooks": )"
                           R"({"CustomerQueue": "waiting"}}, "Transitions": {"NextAction": "end"}})";
  file("main.json", flow("Main", "hook", {hook, hang_up}));
  EXPECT_THAT(corrected({silent("Main")}), IsEmpty());
  EXPECT_THAT(notes, ElementsAre(HasSubstr("the block 'hook' of 'Main' leads, is not among the files")));
}

TEST_F(FixFlows, OfTwoThatAreCalledAlikeIsNone) {
  file("a.json", flow("Main", "hello", {say("hello", "end"), hang_up}));
  file("b.json", flow("Main", "hello", {say("hello", "end"), hang_up}));
  EXPECT_THAT(corrected({silent("Main")}), IsEmpty());
}

TEST(FixFlowsWithoutFiles, SayHowToGiveThem) {
  const std::vector<model::Finding> findings = {fix_finding("flow_logging", "flow", {"flow", "1", "Main"})};
  const model::Review review = fix_review(findings);
  std::vector<std::string> notes;
  EXPECT_THAT(app::corrected_flows({.review = review}, findings, notes), IsEmpty());
  EXPECT_THAT(notes, ElementsAre(HasSubstr("--flows")));
}

}  // namespace

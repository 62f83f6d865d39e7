#include "app/flows/flow_journey.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/flows/block_words.hpp"
#include "app/flows/flow_list.hpp"
#include "app/flows/flows_for_test.hpp"
#include "base/error.hpp"

namespace {

using namespace analysis::test;
using app::JourneyStep;
using model::Gap;
using Lines = std::vector<std::string>;

// "2 0 hears…" (number, depth), "[1] 3 1 …" of a branch, "[2] see 1 round".
std::string line(const JourneyStep& step) {
  std::string text = step.by.empty() ? "" : fmt::format("[{}] ", fmt::join(step.by, ", "));
  if (step.number != 0) text += fmt::format("{} {} ", step.number, step.depth);
  if (step.see != 0) text += fmt::format("see {}{}", step.see, step.goes_round ? " round" : "");
  return text + step.what;
}

Lines lines(const std::vector<JourneyStep>& steps) {
  Lines all;
  for (const auto& step : steps) all.push_back(line(step));
  return all;
}

FlowAction choosing(FlowAction action, const std::string& of, const std::string& to,
                    const std::string& comparison = "Equals") {
  action.branches.push_back({to, BranchKind::condition, of, comparison});
  return action;
}

class Flows : public app::test::FlowsOfInstance {
 protected:
  app::Journey journey(const std::string& wanted, const app::JourneyBounds& bounds = {}) {
    const model::Inventory all = inventory();
    return app::journey_of(all, wanted, {}, bounds);
  }

  std::string refused(const std::string& wanted) {
    try {
      journey(wanted);
    } catch (const base::Error& error) {
      return fmt::format("{}: {}", name(error.kind()), error.what());
    }
    return "not refused";
  }
};

using Journeys = Flows;
using FlowLists = Flows;

TEST_F(Journeys, TellEachBlockOnce) {
  FlowAction ask = choosing(choosing(block("ask", "GetParticipantInput"), "1", "sales"), "2", "end");
  ask.branches.push_back({"ask", BranchKind::timeout, "InputTimeLimitExceeded"});
  ask.branches.push_back({"ask", BranchKind::error, "NoMatchingCondition"});
  ask.time_limit = 5;
  instance.flow("a", {block("hello", "MessageParticipant", {"ask"}), ask,
                      naming(block("sales", "UpdateContactTargetQueue", {"go"}), ReferenceKind::queue, "q"),
                      with_error(block("go", "TransferContactToQueue"), "sorry"),
                      block("sorry", "MessageParticipant", {"end"}), block("end", "DisconnectParticipant")});
  const auto told = journey("Flow a");
  ASSERT_EQ(told.parts.size(), 1U);
  EXPECT_EQ(lines(told.parts[0].steps),
            (Lines{"1 0 hears or reads a message", "2 0 is asked to choose, for 5 s", "[1] 3 1 queue Sales is set",
                   "4 1 is transferred to the queue that was set", "[2] 5 1 is hung up on",
                   "[nothing in time, anything else] see 2 round"}));
  EXPECT_EQ(lines(told.parts[0].failures), (Lines{"[4] 6 0 hears or reads a message", "see 5"}));
  EXPECT_EQ(told.blocks_left_out, 0U);
}

TEST_F(Journeys, LeaveOutFailuresThatChangeNothing) {
  instance.flow(
      "a", {with_error(block("say", "MessageParticipant", {"end"}), "end"), block("end", "DisconnectParticipant")});
  EXPECT_EQ(lines(journey("a").parts.at(0).failures), Lines{});
}

TEST_F(Journeys, TellWhatFailsOnTheWayOfAFailure) {
  instance.flow(
      "a", {with_error(block("one", "InvokeLambdaFunction", {"end"}), "two"),
            with_error(block("two", "InvokeLambdaFunction", {"end"}), "three"),
            with_error(block("three", "InvokeLambdaFunction", {"end"}), "two"), block("end", "DisconnectParticipant")});
  EXPECT_EQ(lines(journey("a").parts.at(0).failures),
            (Lines{"[1] 3 0 calls a function that is chosen while the contact runs", "see 2",
                   "[3] 4 0 calls a function that is chosen while the contact runs", "see 2", "[4] see 3"}));
}

TEST_F(Journeys, SayWhatIsSpokenWhatIsCheckedAndWhatIsElse) {
  FlowAction hello = block("hello", "MessageParticipant", {"which"});
  hello.speaks = true;
  hello.words = "Welcome";
  FlowAction which = choosing(block("which", "Compare", {"end"}), "gold", "vip");
  which.compares = "$.Attributes.level";
  instance.flow("a", {hello, which, block("vip", "DisconnectParticipant"), block("end", "DisconnectParticipant")});
  EXPECT_EQ(lines(journey("a").parts.at(0).steps),
            (Lines{"1 0 is told 'Welcome'", "2 0 checks $.Attributes.level", "[otherwise] 3 1 is hung up on",
                   "[gold] 4 1 is hung up on"}));
}

TEST_F(Journeys, SayWhatFailed) {
  FlowAction go = with_error(block("go", "TransferContactToQueue"), "end");
  go.branches.push_back({"full", BranchKind::error, "QueueAtCapacity"});
  instance.flow("a", {go, block("full", "DisconnectParticipant"), block("end", "DisconnectParticipant")});
  EXPECT_EQ(lines(journey("a").parts.at(0).failures),
            (Lines{"[1] 2 0 is hung up on", "[the queue of 1 is full] 3 0 is hung up on"}));
}

TEST_F(Journeys, GoOnInTheFlowThatRunsInTheQueue) {
  FlowAction hook = naming(block("hook", "UpdateContactEventHooks", {"go"}), ReferenceKind::hook, "music");
  hook.references[0].event = "CustomerQueue";
  instance.flow("main", {hook, block("go", "TransferContactToQueue")});
  instance.flow("music", {block("back", "CreateCallbackContact")}, "CUSTOMER_QUEUE");
  number("+4930", "main");
  const auto told = journey("main");
  ASSERT_EQ(told.parts.size(), 2U);
  EXPECT_EQ(lines(told.parts[0].steps),
            (Lines{"1 0 Flow music is the customer queue flow from here on",
                   "2 0 is transferred to the queue that was set, and waits in the flow Flow music"}));
  EXPECT_EQ(lines(told.parts[1].steps).at(0), "3 0 gets a callback");
}

TEST_F(Journeys, SayWhichFlowsMayRunInTheQueue) {
  FlowAction hook =
      with_error(naming(block("hook", "UpdateContactEventHooks", {"go"}), ReferenceKind::hook, "music"), "go");
  hook.references[0].event = "CustomerQueue";
  FlowAction other = hook;
  other.identifier = "other";
  other.references[0].named = "news";
  other.branches.pop_back();
  instance.flow("main",
                {block("ask", "Compare", {"hook", "other"}), hook, other, block("go", "TransferContactToQueue")});
  for (const char* id : {"music", "news"}) instance.flow(id, {block("x", "Wait")}, "CUSTOMER_QUEUE");
  number("+4930", "main");
  const auto told = journey("main");
  ASSERT_EQ(told.parts.size(), 3U);
  EXPECT_EQ(lines(told.parts[0].steps).at(2),
            "3 1 is transferred to the queue that was set, and waits in the flow Flow music or Flow news, or in "
            "the default customer queue flow");
}

TEST_F(Journeys, SayWhatIsNotThereAnyMore) {
  instance.flow("a", {naming(block("set", "UpdateContactTargetQueue"), ReferenceKind::queue, "old")});
  EXPECT_EQ(lines(journey("a").parts.at(0).steps).at(0), "1 0 queue old (not there any more) is set");
}

TEST_F(Journeys, GoOnInOtherFlowsAndModules) {
  instance.flow("a", {calling("ask", "m", {"go"}), to_flow("go", "b")});
  instance.flow("b", {to_flow("late", "$.Attributes.next")});
  instance.module("m", {block("back", "EndFlowModuleExecution")});
  const auto told = journey("a");
  ASSERT_EQ(told.parts.size(), 3U);
  EXPECT_EQ(lines(told.parts[0].steps),
            (Lines{"1 0 goes through the module Module m", "2 0 goes on in the flow Flow b"}));
  EXPECT_EQ(told.parts[1].type, "MODULE");
  EXPECT_EQ(lines(told.parts[1].steps), Lines{"3 0 goes back to where the module was called"});
  EXPECT_EQ(lines(told.parts[2].steps), Lines{"4 0 goes on in the flow that is chosen while the contact runs"});
  instance.flow("c", {to_flow("go", "gone"), calling("never", "gone", {})});
  EXPECT_EQ(lines(journey("c").parts.at(0).steps), Lines{"1 0 goes on in the flow gone, which cannot be used"});
  instance.flows.gap = model::Gap{};
  EXPECT_EQ(lines(journey("c").parts.at(0).steps), Lines{"1 0 goes on in the flow gone, which was not read"});
}

TEST_F(Journeys, SayThatTheFlowBreaksOff) {
  instance.flow("a", {block("say", "MessageParticipant", {"nowhere"})});
  EXPECT_EQ(lines(journey("a").parts.at(0).steps),
            (Lines{"1 0 hears or reads a message", "leads nowhere: the flow breaks off"}));
}

TEST_F(Journeys, SayWhatIsWrongOnTheWay) {
  FlowAction logs = block("logs", "UpdateFlowLoggingBehavior", {"say"});
  logs.sets_logging = true;
  instance.flow("a", {logs, block("say", "MessageParticipant")});
  instance.flow("b", {logs, block("say", "MessageParticipant", {"end"}), block("end", "DisconnectParticipant")});
  number("+49301", "a");
  number("+49302", "b");
  const auto told = journey("a");
  EXPECT_EQ(lines(told.parts.at(0).steps),
            (Lines{"1 0 logging is switched on", "2 0 hears or reads a message", "and then the flow breaks off"}));
  ASSERT_FALSE(told.problems.empty());
  EXPECT_EQ(told.problems[0].headline, "1 block of Flow a leads nowhere");
  EXPECT_EQ(to_json(told)["problems"][0]["status"], "fail");
  for (const auto& problem : journey("+49302").problems) {
    EXPECT_EQ(problem.headline.find("Flow a"), std::string::npos) << "callers of this number never come there";
  }
}

TEST_F(Journeys, AskWhichIsMeantOfOneName) {
  for (const auto* id : {"one", "two"}) {
    instance.flow(id, {block("end", "DisconnectParticipant")});
    instance.flows.value->back().name = "Main Menu";
  }
  instance.flow("three", {block("end", "DisconnectParticipant")});
  instance.flows.value->back().name = "MAIN MENU";
  const std::string both =
      "usage: several flows or modules are called 'Main Menu': give an id or an ARN of contact flow one, "
      "contact flow two";
  EXPECT_EQ(refused("Main Menu"), both);
  EXPECT_EQ(journey("two").parts.at(0).id, "two");
  EXPECT_EQ(journey("MAIN MENU").parts.at(0).id, "three");
  EXPECT_TRUE(refused("main menu").ends_with("contact flow two, contact flow three")) << refused("main menu");
}

TEST_F(Journeys, AreBoundedAndSayWhatIsLeftOut) {
  std::vector<FlowAction> blocks;
  for (int i = 0; i < 40; ++i) {
    FlowAction compare = choosing(block(fmt::format("b{}", i), "Compare"), "x", fmt::format("b{}", i + 1));
    compare.branches.push_back({"end", BranchKind::error, "NoMatchingCondition"});
    blocks.push_back(compare);
  }
  blocks.push_back(block("b40", "DisconnectParticipant"));
  blocks.push_back(block("end", "DisconnectParticipant"));
  instance.flow("a", blocks);
  EXPECT_EQ(journey("a", {.depth = 50}).blocks_left_out, 0U);
  EXPECT_EQ(journey("a", {.depth = 9}).blocks_left_out, 31U);  // b0 to b9 and end are told
  EXPECT_EQ(journey("a", {.depth = 50, .steps = 5}).blocks_left_out, 37U);
  // However long a flow is, it is no deeper for it.
  blocks.clear();
  for (int i = 0; i < 900; ++i)
    blocks.push_back(block(fmt::format("b{}", i), "MessageParticipant", {fmt::format("b{}", i + 1)}));
  blocks.push_back(block("b900", "DisconnectParticipant"));
  instance.flow("long", blocks);
  EXPECT_EQ(journey("long").blocks_left_out, 0U);
}

TEST_F(Journeys, BeginAtANumber) {
  instance.flow("a", {block("end", "DisconnectParticipant")});
  number("+493023125000", "a");
  number("+493023125001", "");
  for (const char* wanted : {"+493023125000", "493023125000", "+49 30 / 2312-5000"}) {
    EXPECT_EQ(journey(wanted).parts.at(0).id, "a") << wanted;
  }
  EXPECT_TRUE(journey("+493023125001").parts.empty());
  EXPECT_EQ(refused("+493023125009"),
            "usage: there is no phone number, flow or module '+493023125009'; did you mean +493023125000?");
  EXPECT_EQ(refused("Flow x"), "usage: there is no phone number, flow or module 'Flow x'; did you mean Flow a?");
  EXPECT_EQ(refused("something else"),
            "usage: there is no phone number, flow or module 'something else'; "
            "`connect-ops-review flows list` lists them");
  EXPECT_EQ(journey("FLOW A").of, "Flow a");
}

TEST_F(Journeys, SayWhyThereIsNone) {
  instance.flow("a", {block("end", "DisconnectParticipant")});
  instance.flows.value->back().state = "ARCHIVED";
  EXPECT_EQ(refused("a"), "not_found: the flow 'Flow a' cannot be shown: the flow is archived");
  instance.flow("b", {block("end", "DisconnectParticipant")});
  instance.contents.value->at("b") = {std::nullopt, "", "", Gap{model::GapKind::denied, "no permission", ""}};
  EXPECT_EQ(refused("b"), "not_found: the flow 'Flow b' cannot be shown: no permission");
  instance.flows.value->back().name = "Default agent hold";
  instance.contents.value->at("b") = {std::nullopt, "PUBLISHED", "", std::nullopt, true};
  EXPECT_EQ(refused("b"),
            "not_found: the flow 'Default agent hold' cannot be shown: AWS made the flow, and no number leads to it");
  instance.flows.gap = Gap{model::GapKind::throttled, "AWS is busy", ""};
  EXPECT_EQ(refused("z"), "unavailable: it cannot be looked up: AWS is busy");
}

FlowAction speaking(const std::string& id, const std::string& language, const std::vector<std::string>& next) {
  FlowAction action = block(id, "UpdateContactData", next);
  action.language = language;
  return action;
}

TEST_F(Journeys, SayInWhichLanguageContactsAreQueued) {
  FlowAction ask = choosing(choosing(block("ask", "Compare"), "de", "de"), "en", "en");
  ask.branches.push_back({"queue", BranchKind::error, "NoMatchingCondition"});
  instance.flow("a", {ask, with_error(speaking("de", "de-DE", {"queue"}), "queue"),
                      with_error(speaking("en", "en-GB", {"queue"}), "queue"),
                      with_error(block("queue", "TransferContactToQueue"), "back"),
                      block("back", "CreateCallbackContact", {"end"}), block("end", "DisconnectParticipant")});
  instance.flow("b", {speaking("set", "$.Attributes.language", {"go"}), to_flow("go", "a")});
  instance.flow("c", {speaking("set", "fr-FR", {"go"}), block("go", "TransferContactToAgent")});
  number("+49301", "a");
  number("+49302", "b");
  number("+49303", "c");
  const auto told = [&](const std::string& wanted, std::size_t part, std::size_t step) {
    return lines(journey(wanted).parts.at(part).steps).at(step);
  };
  EXPECT_EQ(told("+49301", 0, 2),
            "3 1 is transferred to the queue that was set, in de-DE or in en-GB or with no language set");
  EXPECT_EQ(lines(journey("+49301").parts.at(0).failures).at(1), "6 0 is hung up on, after a callback was offered");
  EXPECT_EQ(told("+49302", 1, 2),
            "5 1 is transferred to the queue that was set, in a language that is chosen while the contact runs or in "
            "de-DE or in en-GB");
  EXPECT_EQ(told("+49303", 0, 1), "2 0 is transferred to an agent, in fr-FR");
  const auto json = to_json(journey("c"));
  EXPECT_EQ(json["flows"][0]["steps"][1]["languages"], nlohmann::json::array({"fr-FR"}));
}

TEST_F(FlowLists, SayWhereNumbersLead) {
  FlowAction german = block("german", "UpdateContactData", {"hours"});
  german.language = "de-DE";
  FlowAction hours = choosing(choosing(block("hours", "CheckHoursOfOperation"), "True", "queue"), "False", "late");
  hours.references.push_back({ReferenceKind::hours, "h", "Office"});
  instance.flow("a",
                {german, hours, naming(block("queue", "UpdateContactTargetQueue", {"go"}), ReferenceKind::queue, "q"),
                 block("go", "TransferContactToQueue"), to_flow("late", "b")});
  instance.flow("b", {block("end", "EndFlowExecution")});
  instance.flow("c", {to_flow("go", "$.Attributes.next")});
  number("+49301", "a");
  number("+49302", "");
  number("+49303", "gone");
  const model::Inventory all = inventory();
  const auto list = app::list_flows(all);
  ASSERT_EQ(list.rows.size(), 4U);
  const auto& row = list.rows[0];
  EXPECT_EQ(row.number + " " + row.channel + " " + row.flow, "+49301 calls Flow a");
  EXPECT_EQ(row.flows, Lines{"Flow b"});
  EXPECT_EQ(row.ends, (Lines{"queue Sales", "hang-up"}));
  EXPECT_EQ(row.hours, Lines{"hours Office (not there any more)"});
  EXPECT_EQ(row.languages, Lines{"de-DE"});
  EXPECT_GT(row.problems.value_or(0), 0);  // no branch of any block leads on when it fails
  EXPECT_EQ(list.rows[1].wrong, "the number leads to no flow");
  EXPECT_EQ(list.rows[2].wrong, "the flow does not exist");
  EXPECT_EQ(list.rows[3].number + list.rows[3].flow, "Flow c");
  EXPECT_EQ(list.rows[3].ends, Lines{"a flow that is not known before the contact runs, or was not read"});
  EXPECT_EQ(list.gaps, Lines{});
  EXPECT_EQ(app::list_flows(all, [](const std::string&) { return "masked"; }).rows[0].number, "masked");
}

TEST_F(FlowLists, SayInWhichLanguagesContactsReallyCome) {
  instance.flow("a", {speaking("set", "de-DE", {"go"}), to_flow("go", "shared"), speaking("never", "fr-FR", {"go"})});
  instance.flow("b", {with_error(speaking("set", "en-GB", {"over"}), "failed"), speaking("over", "en-US", {"go"}),
                      to_flow("go", "shared"), speaking("failed", "nl-NL", {"go"})});
  instance.flow("c", {speaking("set", "it-IT", {"call"}), calling("call", "unread", {"end"}),
                      block("end", "DisconnectParticipant")});
  instance.flow("shared", {block("end", "DisconnectParticipant")});
  for (const auto* flow : {"a", "b", "c"}) number(fmt::format("+4930{}", flow), flow);
  instance.modules.gap = Gap{};
  const model::Inventory all = inventory();
  const auto rows = app::list_flows(all).rows;
  EXPECT_EQ(rows[0].languages, Lines{"de-DE"});
  EXPECT_FALSE(rows[0].may_be_more_languages);
  EXPECT_EQ(rows[1].languages, Lines{"en-US"});
  EXPECT_EQ(rows[2].languages, Lines{});
  EXPECT_TRUE(rows[2].may_be_more_languages);
}

TEST_F(FlowLists, SayWhetherACallbackIsOffered) {
  instance.flow("a", {naming(block("hook", "UpdateContactEventHooks", {"go"}), ReferenceKind::hook, "queue"),
                      block("go", "TransferContactToQueue")});
  instance.flow("queue", {block("back", "CreateCallbackContact", {"end"}), block("end", "DisconnectParticipant")},
                "CUSTOMER_QUEUE");
  instance.flow("b", {block("end", "DisconnectParticipant")});
  instance.flow("c", {to_flow("go", "$.Attributes.next")});
  instance.flow("d", {block("go", "TransferContactToQueue")});
  for (const auto* flow : {"a", "b", "c", "d"}) number(fmt::format("+4930{}", flow), flow);
  const model::Inventory all = inventory();
  const auto rows = app::list_flows(all).rows;
  EXPECT_EQ(rows[0].callback, true);
  EXPECT_EQ(rows[0].ends, (Lines{"a queue that no block on the way sets", "callback"}));
  EXPECT_EQ(rows[1].callback, false);
  EXPECT_EQ(rows[2].callback, std::nullopt);
  EXPECT_EQ(rows[3].callback, std::nullopt) << "AWS's own queue flow may offer one";
}

TEST_F(FlowLists, NeverTakeWhatIsUnknownForNone) {
  FlowAction logs = block("logs", "UpdateFlowLoggingBehavior", {"hello"});
  logs.sets_logging = true;
  instance.flow("a", {logs, block("hello", "MessageParticipant", {"end"}), block("end", "DisconnectParticipant")});
  number("+49301", "a");
  number("+49302", "");
  model::Inventory all = inventory();
  all.routing_profiles = Dataset<model::RoutingProfiles>::of({});
  all.lambda_associations = Dataset<model::LambdaAssociations>::of({});
  EXPECT_EQ(app::list_flows(all).rows[0].problems, std::nullopt) << "the functions were not read";
  all.lambda_functions = Dataset<model::LambdaFunctions>::of({});
  EXPECT_EQ(app::list_flows(all).rows[0].problems, 0);
  all.modules = Dataset<model::FlowSummaries>::missing({model::GapKind::denied, "no permission", ""});
  auto list = app::list_flows(all);
  EXPECT_EQ(list.rows[0].problems, std::nullopt);
  EXPECT_EQ(list.gaps, Lines{"the list of flow modules: no permission"});
  all.flow_associations.gap = Gap{model::GapKind::throttled, "AWS is busy", ""};
  EXPECT_EQ(app::list_flows(all).rows[1].unknown, "AWS is busy");
}

TEST(BlockWords, SayWhatHappens) {
  const model::Inventory nothing;
  const app::FlowNames names(nothing);
  const auto said = [&](const FlowAction& action) { return app::words_of(action, names); };
  FlowAction prompt = block("p", "MessageParticipant");
  prompt.references.push_back({ReferenceKind::prompt, "id", "Beep.wav"});
  EXPECT_EQ(said(prompt), "hears prompt Beep.wav");
  EXPECT_EQ(said(naming(block("l", "InvokeLambdaFunction"), ReferenceKind::lambda,
                        "arn:aws:lambda:eu-central-1:111122223333:function:crm-lookup")),
            "calls the function crm-lookup");
  EXPECT_EQ(said(naming(block("q", "UpdateContactTargetQueue"), ReferenceKind::queue, "$.Attributes.q")),
            "a queue that is chosen while the contact runs is set");
  EXPECT_EQ(said(block("h", "CheckHoursOfOperation")), "is it within hours of the queue that was set?");
  FlowAction hooks = block("e", "UpdateContactEventHooks");
  hooks.references = {{ReferenceKind::hook, "$.Attributes.queue_flow", "", "CustomerQueue"},
                      {ReferenceKind::hook, "goodbye", "", "CustomerRemaining"}};
  EXPECT_EQ(said(hooks),
            "the customer queue flow is chosen while the contact runs; goodbye is the disconnect flow from here on");
  EXPECT_EQ(app::designers_name(hooks), "Set customer queue flow");
  EXPECT_EQ(app::designers_name(block("x", "Hologram")), "Hologram");
  EXPECT_EQ(said(block("x", "Hologram")), "Hologram");
  FlowAction logs = block("l", "UpdateFlowLoggingBehavior");
  logs.sets_logging = false;
  EXPECT_EQ(said(logs), "logging is switched off");
}

TEST(BlockWords, SayWhatABranchIsTakenBy) {
  const FlowAction hours = block("h", "CheckHoursOfOperation"), compare = block("c", "Compare");
  EXPECT_EQ(app::words_of({"x", BranchKind::condition, "True", "Equals"}, hours), "open");
  EXPECT_EQ(app::words_of({"x", BranchKind::condition, "False", "Equals"}, hours), "closed");
  EXPECT_EQ(app::words_of({"x", BranchKind::condition, "gold", "Equals"}, compare), "gold");
  EXPECT_EQ(app::words_of({"x", BranchKind::condition, "5", "NumberGreaterThan"}, compare), "number greater than 5");
  EXPECT_EQ(app::words_of({"x", BranchKind::error, "NoMatchingCondition"}, compare), "anything else");
  EXPECT_EQ(app::words_of(model::FlowBranch{"x"}, compare), "");
  const FlowAction dial = block("d", "TransferParticipantToThirdParty");
  EXPECT_EQ(app::words_of({"x", BranchKind::timeout, "ConnectionTimeLimitExceeded"}, dial), "nobody answers in time");
}

TEST(BlockWords, SayWhatFailsInWhichBlock) {
  const auto said = [](const char* of) { return app::words_of_failure({"x", BranchKind::error, of}, 7); };
  EXPECT_EQ(said("NoMatchingError"), "7");
  EXPECT_EQ(said("QueueAtCapacity"), "the queue of 7 is full");
  EXPECT_EQ(said("InvalidPhoneNumber"), "7 gets an invalid phone number");
  EXPECT_EQ(said("ChannelMismatch"), "7 fails (channel mismatch)");
}

}  // namespace

#include "model/flow.hpp"

#include <algorithm>
#include <chrono>
#include <gtest/gtest.h>

namespace {

using model::FlowAction;
using model::FlowClass;
using model::FlowGraph;
using model::FlowLogging;

using Next = std::vector<std::string>;

std::vector<model::FlowBranch> branches(const Next& next) {
  std::vector<model::FlowBranch> branches;
  for (const auto& to : next) branches.push_back({to});
  return branches;
}
FlowAction block(const std::string& id, const Next& next = {}, const std::string& type = "MessageParticipant") {
  return {id, type, std::nullopt, branches(next)};
}
FlowAction on(const std::string& id, const Next& next = {}) {
  return {id, "UpdateFlowLoggingBehavior", true, branches(next)};
}
FlowAction off(const std::string& id, const Next& next = {}) {
  return {id, "UpdateFlowLoggingBehavior", false, branches(next)};
}
FlowAction hang_up(const std::string& id = "end") {
  return block(id, {}, "DisconnectParticipant");
}
FlowAction transfer(const std::string& id, const Next& next) {
  return block(id, next, "TransferContactToQueue");
}

struct Case {
  const char* what;
  FlowGraph graph;
  FlowLogging logging;
  const char* why = "";  // a part of it
};

TEST(FlowGraphLogging, FollowsTheTransitionsFromTheStart) {
  const std::vector<Case> cases = {
      {"logging first", {"a", {on("a", {"end"}), hang_up()}}, FlowLogging::on, "every path"},
      {"the logging block is all there is", {"a", {on("a")}}, FlowLogging::on},
      {"blocks before it", {"a", {block("a", {"b"}), on("b", {"end"}), hang_up()}}, FlowLogging::on},
      {"no logging block", {"a", {block("a", {"end"}), hang_up()}}, FlowLogging::off, "no block"},
      {"nothing leads to the logging block",
       {"a", {block("a", {"end"}), hang_up(), on("island", {"end"})}},
       FlowLogging::off},
      {"it leads to the start, but is not reached",
       {"a", {on("z", {"a"}), block("a", {"end"}), hang_up()}},
       FlowLogging::off},
      {"an error branch goes round it",
       {"a", {block("a", {"b", "end"}, "InvokeLambdaFunction"), on("b", {"end2"}), hang_up(), hang_up("end2")}},
       FlowLogging::partly,
       "ends at block “end”, Disconnect (DisconnectParticipant)"},
      {"a condition goes round it",
       {"a", {block("a", {"b", "c", "d"}, "Compare"), on("b", {"end"}), on("c", {"end"}), hang_up("d"), hang_up()}},
       FlowLogging::partly,
       "“d”"},
      {"every branch has its own",
       {"a", {block("a", {"b", "c"}, "Compare"), on("b", {"end"}), on("c", {"end"}), hang_up()}},
       FlowLogging::on},
      {"both ways lead to the same end, one of them logging",
       {"a", {block("a", {"b", "end"}), on("b", {"end"}), hang_up()}},
       FlowLogging::partly,
       "“end”"},
      {"a loop before it",
       {"a", {block("a", {"b"}), block("b", {"a", "c"}, "Loop"), on("c", {"end"}), hang_up()}},
       FlowLogging::on},
      {"a block that repeats itself before it",
       {"a", {block("a", {"a", "b"}, "GetParticipantInput"), on("b", {"end"}), hang_up()}},
       FlowLogging::on},
      {"a loop after it that never ends", {"a", {on("a", {"b"}), block("b", {"b"})}}, FlowLogging::on},
      {"a loop without it that never ends",
       {"a", {block("a", {"b", "c"}), on("b", {"end"}), block("c", {"d"}), block("d", {"c"}), hang_up()}},
       FlowLogging::partly,
       "goes round at block “c”, Play prompt (MessageParticipant)"},
      {"a loop that leads back to where it can be left",
       {"a", {block("a", {"b", "c"}), on("b", {"end"}), block("c", {"a"}), hang_up()}},
       FlowLogging::on},
      {"nothing but a loop", {"a", {block("a", {"a"})}}, FlowLogging::off},
      {"the start does not exist", {"x", {on("a")}}, FlowLogging::off},
      {"no blocks", {"", {}}, FlowLogging::off},
      {"a transition to nowhere ends the path",
       {"a", {block("a", {"b", "c"}), on("b"), block("c", {"gone"})}},
       FlowLogging::partly,
       "“c”"},
      {"a transition to nowhere beside one that logs",
       {"a", {block("a", {"gone", "b"}), on("b")}},
       FlowLogging::partly,
       "“a”"},
      {"a transition to nowhere after it", {"a", {on("a", {"gone"})}}, FlowLogging::on},
      {"a transfer leaves the flow whatever its error branches do",
       {"a", {transfer("a", {"b", "b"}), on("b", {"end"}), hang_up()}},
       FlowLogging::partly,
       "“a”, Transfer to queue (TransferContactToQueue)"},
      {"a transfer after it", {"a", {on("a", {"b"}), transfer("b", {"end", "end"}), hang_up()}}, FlowLogging::on},
      {"an end with transitions",
       {"a", {block("a", {"b"}, "EndFlowExecution"), on("b")}},
       FlowLogging::partly,
       "“a”, End flow / Resume (EndFlowExecution)"},
      {"switched off again",
       {"a", {on("a", {"b"}), off("b", {"end"}), hang_up()}},
       FlowLogging::partly,
       "switched off again at block “b”, Set logging behavior (UpdateFlowLoggingBehavior)"},
      {"switched off and on again",
       {"a", {on("a", {"b"}), off("b", {"c"}), on("c", {"end"}), hang_up()}},
       FlowLogging::partly,
       "switched off again"},
      {"switched off on the error branch of a transfer",
       {"a", {on("a", {"b"}), transfer("b", {"c"}), off("c", {"end"}), hang_up()}},
       FlowLogging::partly,
       "switched off again"},
      {"switched off by a second way round a loop",
       {"a", {block("a", {"b", "end"}), on("b", {"c"}), off("c", {"a"}), hang_up()}},
       FlowLogging::partly,
       "switched off again"},
      {"only ever switched off", {"a", {off("a", {"end"}), hang_up()}}, FlowLogging::off},
      {"switched off before it was on", {"a", {off("a", {"b"}), on("b", {"end"}), hang_up()}}, FlowLogging::on},
      {"switching off cannot be reached", {"a", {on("a", {"end"}), hang_up(), off("x", {"end"})}}, FlowLogging::on},
  };
  for (const Case& one : cases) {
    const auto result = model::flow_logging(one.graph);
    EXPECT_EQ(name(result.logging), name(one.logging)) << one.what;
    EXPECT_NE(result.why.find(one.why), std::string::npos) << one.what << ": " << result.why;
    // The answer is about the flow, not about the order in which AWS lists its blocks.
    FlowGraph reversed = one.graph;
    std::ranges::reverse(reversed.actions);
    for (auto& action : reversed.actions) std::ranges::reverse(action.branches);
    EXPECT_EQ(model::flow_logging(reversed).logging, result.logging) << one.what;
    EXPECT_EQ(model::flow_logging(reversed).why, result.why) << one.what;
  }
}

TEST(FlowGraphLogging, ShowsNamesOfBlocksCleanAndCut) {
  const std::string hostile = "a\x1B[31m\n\xFF<script>" + std::string(500, 'x');
  const std::string why = model::flow_logging({"a", {block("a", {"b", hostile}), on("b"), block(hostile)}}).why;
  EXPECT_EQ(why.find('\x1B'), std::string::npos);
  EXPECT_LT(why.size(), 300U);
}

std::string id(int i) {
  return "block-" + std::to_string(i);
}

TEST(FlowGraphLogging, IsQuickWithHugeFlows) {
  constexpr int blocks = 20'000;
  // A chain that is walked twice, once logging and once not; every block also leads to a few far away.
  FlowGraph graph{"start", {block("start", {"on", id(0)}), on("on", {id(0)})}};
  for (int i = 0; i < blocks; ++i) {
    Next next = {id(i + 1)};
    for (int j = 1; j <= 4; ++j) next.push_back(id(int((std::int64_t{i} * 7919 * j) % blocks)));
    graph.actions.push_back(block(id(i), next));
  }
  graph.actions.push_back(hang_up(id(blocks)));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(model::flow_logging(graph).logging, FlowLogging::partly);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));  // a second without optimization
}

TEST(FlowGraphLogging, WalksLongChainsWithoutRecursion) {
  FlowGraph graph{id(0), {}};
  for (int i = 0; i < 60'000; ++i) graph.actions.push_back(block(id(i), {id(i + 1)}));
  graph.actions.push_back(on(id(60'000)));
  EXPECT_EQ(model::flow_logging(graph).logging, FlowLogging::on);
}

TEST(FlowLoggingWords, AreThoseOfStoredDocuments) {
  EXPECT_EQ(name(FlowLogging::on), "on");
  EXPECT_EQ(name(FlowLogging::partly), "partly");
  EXPECT_EQ(name(FlowLogging::off), "off");
}

TEST(Hooks, TakeFlowsOfTheirType) {
  EXPECT_EQ(model::hooked_type("CustomerQueue"), "CUSTOMER_QUEUE");
  EXPECT_EQ(model::hooked_type("CustomerRemaining"), "CONTACT_FLOW");
  EXPECT_EQ(model::hooked_type("NewerThanThis"), "");
}

TEST(DefaultFlows, AreKnownByTheirWholeNameAndType) {
  EXPECT_TRUE(model::is_default_flow("Default customer queue", "CUSTOMER_QUEUE"));
  EXPECT_FALSE(model::is_default_flow("Default customer queue", "CONTACT_FLOW"));
  EXPECT_FALSE(model::is_default_flow("Default customer queue 2", "CUSTOMER_QUEUE"));
  EXPECT_FALSE(model::is_default_flow("Sample queue customer", "CUSTOMER_QUEUE"));
}

TEST(FlowClasses, AreToldByStateNameAndStatus) {
  struct One {
    const char *name, *state, *status;
    FlowClass expected;
  };
  const One cases[] = {
      {"Main Menu", "ACTIVE", "PUBLISHED", FlowClass::live},
      {"Main Menu", "", "", FlowClass::live},
      {"Main Menu", "ACTIVE", "NEW_STATUS", FlowClass::live},
      {"Main Menu", "ACTIVE", "SAVED", FlowClass::draft},
      {"Main Menu", "ARCHIVED", "PUBLISHED", FlowClass::archived},
      {"Main Menu", "ARCHIVED", "SAVED", FlowClass::archived},
      {"Default customer queue", "ACTIVE", "PUBLISHED", FlowClass::aws_sample},
      {"Sample inbound flow (first contact experience)", "ACTIVE", "PUBLISHED", FlowClass::aws_sample},
      {"Sample disconnect flow", "ACTIVE", "SAVED", FlowClass::aws_sample},
      {"Sample AB test", "ARCHIVED", "PUBLISHED", FlowClass::archived},
      {"Defaulting Payments", "ACTIVE", "PUBLISHED", FlowClass::live},
      {"Samples Desk", "ACTIVE", "PUBLISHED", FlowClass::live},
      {"My Sample flow", "ACTIVE", "PUBLISHED", FlowClass::live},
      {"Sample SCV Inbound Flow", "ACTIVE", "PUBLISHED", FlowClass::live},
      {"Default line for Bremen", "ACTIVE", "PUBLISHED", FlowClass::live},
      {"", "ACTIVE", "PUBLISHED", FlowClass::live},
  };
  for (const One& one : cases) {
    EXPECT_EQ(name(model::classify({"id", "arn", one.name, "CONTACT_FLOW", one.state, one.status}, {"other"})),
              name(one.expected))
        << one.name << " " << one.state << " " << one.status;
  }
}

TEST(FlowClasses, OfWhatANumberLeadsToAndOfModulesAreNotByTheName) {
  EXPECT_EQ(model::classify({"main", "arn", "Sample AB test", "CONTACT_FLOW", "ACTIVE", "PUBLISHED"}, {"main"}),
            FlowClass::live);
  EXPECT_EQ(model::classify({"main", "arn", "Sample AB test", "MODULE", "ACTIVE", ""}, {}), FlowClass::live);
}

}  // namespace

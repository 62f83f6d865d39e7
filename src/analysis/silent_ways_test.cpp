#include "analysis/silent_ways.hpp"

#include <gtest/gtest.h>

#include "analysis/flow_graph_for_test.hpp"

namespace analysis::test {
namespace {

// "cut off", "more", both or nothing: what may be met first from a block of the flow "a".
std::string met(const Instance& instance, const std::string& from, const std::string& part = "a") {
  const InstanceGraph graph = instance.graph();
  const SilentWays ways(graph);
  const Node at = node(graph, part, from);
  std::string met = ways.may_hang_up(at) ? "cut off" : "";
  if (ways.may_meet_more(at)) met += met.empty() ? "more" : ", more";
  return met;
}

FlowAction cut(const std::string& id = "end") {
  return block(id, "DisconnectParticipant");
}

FlowAction returning(const std::string& result, const std::string& id) {
  FlowAction action = block(id, "EndFlowModuleExecution");
  action.result = result;
  return action;
}

FlowAction on(FlowAction action, const std::string& result, const std::string& to) {
  action.branches.push_back({to, BranchKind::condition, result, "Equals"});
  return action;
}

TEST(SilentWays, LeadThroughWhatDoesNotSpeakOrAsk) {
  Instance instance;
  instance.flow("a",
                {block("1", "Compare", {"2", "ask"}), block("2", "Wait", {"3"}), to_flow("3", "b"),
                 block("say", "MessageParticipant", {"end"}), block("ask", "GetParticipantInput", {"end"}),
                 with_error(block("fails", "InvokeLambdaFunction", {"say"}), "end"), to_flow("any", "$.x"), cut()});
  instance.flow("b", {cut()});
  EXPECT_EQ(met(instance, "2"), "cut off");
  EXPECT_EQ(met(instance, "1"), "cut off, more");
  for (const auto* id : {"say", "ask", "fails", "any"}) EXPECT_EQ(met(instance, id), "more") << id;
}

TEST(SilentWays, LeadIntoModulesAndOutOfThem) {
  Instance instance;
  instance.flow(
      "a", {calling("cut", "cuts", {"say"}), calling("back", "returns", {"end"}), calling("spoken", "speaks", {"end"}),
            calling("unread", "not given", {"end"}), block("say", "MessageParticipant", {"end"}), cut()});
  instance.module("cuts", {cut()});
  instance.module("returns", {calling("in", "inner", {"out"}), block("out", "EndFlowModuleExecution")});
  instance.module("inner", {block("out", "EndFlowModuleExecution")});
  instance.module("speaks", {block("say", "MessageParticipant", {"out"}), block("out", "EndFlowModuleExecution")});
  EXPECT_EQ(met(instance, "cut"), "cut off");
  EXPECT_EQ(met(instance, "back"), "cut off");
  EXPECT_EQ(met(instance, "spoken"), "more");
  EXPECT_EQ(met(instance, "unread"), "more");
}

TEST(SilentWays, ComeBackOnlyToTheCaller) {
  Instance instance;
  instance.flow("a", {calling("call", "m", {"say"}), block("say", "MessageParticipant")});
  instance.flow("b", {calling("call", "m", {"end"}), cut()});
  instance.module("m", {block("1", "Compare", {"out"}), block("out", "EndFlowModuleExecution")});
  EXPECT_EQ(met(instance, "call"), "more");
  EXPECT_EQ(met(instance, "call", "b"), "cut off");
  EXPECT_EQ(met(instance, "1", "m"), "cut off, more");  // whichever flow called it
}

TEST(SilentWays, LeaveACallByTheResult) {
  Instance instance;
  instance.flow("a", {on(on(with_error(calling("call", "m", {"say"}), "say"), "open", "say"), "closed", "end"),
                      block("say", "MessageParticipant"), cut()});
  instance.module("m", {block("which", "Compare", {"yes", "no", "odd", "any"}), returning("open", "yes"),
                        returning("closed", "no"), returning("holiday", "odd"), returning("$.Attributes.x", "any")});
  EXPECT_EQ(met(instance, "yes", "m"), "more");
  EXPECT_EQ(met(instance, "no", "m"), "cut off");
  EXPECT_EQ(met(instance, "odd", "m"), "more");
  EXPECT_EQ(met(instance, "any", "m"), "cut off, more");
  EXPECT_EQ(met(instance, "call"), "cut off, more");
}

TEST(SilentWays, OfModulesThatCallThemselvesEnd) {
  Instance instance;
  instance.flow("a", {calling("call", "m", {"end"}), cut()});
  instance.module("m", {calling("again", "m", {"out"}), block("out", "EndFlowModuleExecution")});
  EXPECT_EQ(met(instance, "call"), "");
}

}  // namespace
}  // namespace analysis::test

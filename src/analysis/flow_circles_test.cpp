#include "analysis/flow_circles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/flow_graph_for_test.hpp"

namespace analysis::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// As "flow/block".
std::vector<std::string> named(const InstanceGraph& graph, const std::vector<Node>& nodes) {
  std::vector<std::string> found;
  for (const Node node : nodes) found.push_back(graph.part(node).flow->id + "/" + graph.action(node).identifier);
  return found;
}

std::vector<std::string> circles(const Instance& instance) {
  const InstanceGraph graph = instance.graph();
  return named(graph, endless_circles(graph));
}

std::vector<std::string> silent_circles(const Instance& instance) {
  const InstanceGraph graph = instance.graph();
  return named(graph, endless_circles_without(graph, [](const FlowAction& action) { return action.speaks; }));
}

// For the caller to come back to a chat.
FlowAction waiting(const std::string& id, const std::string& next) {
  FlowAction action = block(id, "Wait");
  for (const auto* end : {"WaitCompleted", "CustomerReturned"}) {
    action.branches.push_back({next, BranchKind::condition, end, "Equals"});
  }
  return action;
}

TEST(EndlessCircles, HaveNoWayOutAndNothingThatWaits) {
  Instance instance;
  instance.flow("a", {block("in", "MessageParticipant", {"x"}), block("x", "Compare", {"y"}),
                      with_error(block("y", "InvokeLambdaFunction", {"x"}), "end"),
                      block("end", "DisconnectParticipant"), block("island", "Compare", {"island"})});
  EXPECT_THAT(circles(instance), ElementsAre("a/x", "a/y"));
}

TEST(EndlessCircles, AreNoneWithAWayOut) {
  for (const FlowAction& out :
       {block("y", "Compare", {"x", "end"}), waiting("y", "x"), block("y", "GetParticipantInput", {"x"}),
        block("y", "Compare", {"x", "gone"}), block("y", "NewerThanThis", {"x"}), to_flow("y", "of AWS"),
        calling("y", "unread", {"x"})}) {
    Instance instance;
    instance.flow("a", {block("x", "Compare", {"y"}), out, block("end", "DisconnectParticipant")});
    EXPECT_THAT(circles(instance), IsEmpty()) << out.type;
  }
}

TEST(EndlessCircles, GoThroughFlowsAndModules) {
  Instance instance;
  instance.flow("a", {to_flow("x", "b")});
  instance.flow("b", {calling("y", "m", {"z"}), to_flow("z", "a")});
  instance.module("m", {block("1", "Compare", {"2"}), block("2", "EndFlowModuleExecution")});
  EXPECT_THAT(circles(instance), ElementsAre("a/x", "b/y", "b/z"));
  // A module that may hang up is a way out.
  instance.module_contents.value->at("m").graph->actions[0].branches.push_back({"3"});
  instance.module_contents.value->at("m").graph->actions.push_back(block("3", "DisconnectParticipant"));
  EXPECT_THAT(circles(instance), IsEmpty());
}

TEST(EndlessCircles, OfAModuleEndWhenItReturns) {
  Instance instance;
  instance.module("m", {block("1", "Compare", {"1", "2"}), block("2", "EndFlowModuleExecution")});
  EXPECT_THAT(circles(instance), IsEmpty());
  instance.module_contents.value->at("m").graph->actions[0].branches.pop_back();
  EXPECT_THAT(circles(instance), ElementsAre("m/1"));
}

TEST(EndlessCircles, WaitForTheClockInVain) {
  for (const auto* type : {"Wait", "CheckOutboundCallStatus", "CreateContact"}) {
    Instance instance;
    instance.flow("a", {block("x", type, {"y"}), block("y", "MessageParticipant", {"x"})});
    EXPECT_THAT(circles(instance), ElementsAre("a/x", "a/y")) << type;
  }
}

TEST(EndlessCircles, AreSilentEachByItself) {
  Instance instance;
  instance.flow("a", {block("which", "Compare", {"x", "s"}), block("x", "Compare", {"y"}), block("y", "Compare", {"x"}),
                      block("s", "MessageParticipant", {"t"}), block("t", "Compare", {"s"})});
  EXPECT_THAT(circles(instance), ElementsAre("a/x", "a/y", "a/s", "a/t"));
  EXPECT_THAT(silent_circles(instance), ElementsAre("a/x", "a/y"));
}

TEST(RefusedCalls, ComeBackToTheirModule) {
  Instance instance;
  instance.flow("a", {calling("1", "itself", {"2"}), calling("2", "b", {})});
  instance.module("itself", {calling("again", "itself", {"end"}), block("end", "EndFlowModuleExecution")});
  instance.module("b", {calling("other", "plain", {"on"}), calling("on", "c", {"end"}),
                        block("end", "EndFlowModuleExecution"), calling("island", "b", {})});
  instance.module("c", {calling("back", "b", {})});
  instance.module("plain", {block("end", "EndFlowModuleExecution")});
  const InstanceGraph graph = instance.graph();
  EXPECT_THAT(named(graph, refused_calls(graph).recursive), ElementsAre("itself/again", "b/on", "c/back"));
  EXPECT_THAT(refused_calls(graph).too_deep, IsEmpty());
}

TEST(RefusedCalls, GoFiveLevelsDeepAtMost) {
  Instance instance;
  instance.flow("a", {calling("call", "m1", {})});
  for (int level = 1; level <= 5; ++level) {
    const std::string below = "m" + std::to_string(level + 1);
    instance.module("m" + std::to_string(level), {calling("call", below, {"end"}), calling("too", "last", {}),
                                                  block("end", "EndFlowModuleExecution")});
  }
  instance.module("last", {block("end", "EndFlowModuleExecution")});
  const InstanceGraph five = instance.graph();
  EXPECT_THAT(refused_calls(five).too_deep, IsEmpty());
  instance.module("m6", {block("end", "EndFlowModuleExecution")});
  const InstanceGraph six = instance.graph();
  EXPECT_THAT(named(six, refused_calls(six).too_deep), ElementsAre("m5/call"));
  EXPECT_THAT(refused_calls(six).recursive, IsEmpty());
}

}  // namespace
}  // namespace analysis::test

#include "analysis/flow_silence.hpp"

#include <gtest/gtest.h>
#include <limits>

#include "analysis/flow_graph_for_test.hpp"

namespace analysis::test {
namespace {

FlowAction slow(const std::string& id, std::int64_t seconds, const std::vector<std::string>& next) {
  FlowAction action = block(id, "InvokeLambdaFunction", next);
  action.time_limit = seconds;
  return action;
}

std::optional<std::int64_t> before(const Instance& instance, const std::string& part, const std::string& id) {
  const InstanceGraph graph = instance.graph();
  return silence_before(graph,
                        [](const FlowAction& action) { return action.time_limit.value_or(0); })[node(graph, part, id)];
}

TEST(Silence, IsTheLongestOfAllWays) {
  Instance instance;
  instance.flow("a", {block("which", "Compare", {"1", "2"}), slow("1", 2, {"2"}), slow("2", 3, {"3"}),
                      slow("3", 1, {"say"}), with_error(block("say", "MessageParticipant", {"4"}), "failed"),
                      block("4", "Compare"), block("failed", "Compare")});
  instance.entries = {"a"};
  EXPECT_EQ(before(instance, "a", "1"), 0);
  EXPECT_EQ(before(instance, "a", "2"), 2);
  EXPECT_EQ(before(instance, "a", "3"), 5);
  EXPECT_EQ(before(instance, "a", "4"), std::nullopt);
  EXPECT_EQ(before(instance, "a", "failed"), std::nullopt) << "to whom something was to be said";
}

TEST(Silence, GoesOnThroughTransfersAndModules) {
  Instance instance;
  instance.flow("a", {slow("1", 4, {"call"}), calling("call", "m", {"go"}), to_flow("go", "b")});
  instance.module("m", {slow("1", 3, {"out"}), block("out", "EndFlowModuleExecution")});
  instance.flow("b", {block("x", "Compare")});
  instance.entries = {"a"};
  EXPECT_EQ(before(instance, "m", "1"), 4);
  EXPECT_EQ(before(instance, "b", "x"), 7);
}

TEST(Silence, OfOneCallerIsNotThatOfAnother) {
  Instance instance;
  instance.flow("a", {slow("1", 4, {"call"}), calling("call", "m", {"say"}), block("say", "MessageParticipant")});
  instance.flow("b", {calling("call", "m", {"x"}), block("x", "Compare")});
  instance.module("m", {block("out", "EndFlowModuleExecution")});
  instance.entries = {"a", "b"};
  EXPECT_EQ(before(instance, "b", "x"), 0);
}

TEST(Silence, BeginsAnewWithAQuestionAndNotWithAFailure) {
  Instance instance;
  instance.flow("a", {slow("1", 4, {"ask"}), block("ask", "GetParticipantInput", {"x"}), block("x", "Compare")});
  instance.flow("b", {with_error(slow("1", 4, {}), "x"), block("x", "Compare")});
  instance.flow("c", {block("new", "NewerThanThis", {"x"}), block("x", "Compare")});
  instance.entries = {"a", "b", "c"};
  EXPECT_EQ(before(instance, "a", "x"), 0);
  EXPECT_EQ(before(instance, "b", "x"), 0);
  EXPECT_EQ(before(instance, "c", "x"), std::nullopt);
}

TEST(Silence, OfACircleHasNoEnd) {
  Instance instance;
  instance.flow("a", {slow("1", 7, {"2"}), block("2", "Compare", {"1", "3"}), block("3", "Compare")});
  instance.flow("long", {slow("1", std::numeric_limits<std::int64_t>::max(), {"x"}), block("x", "Compare")});
  instance.entries = {"a", "long"};
  EXPECT_EQ(before(instance, "a", "3"), longest_silence);
  EXPECT_EQ(before(instance, "long", "x"), longest_silence);
}

TEST(Silence, IsNotKnownWhereNobodySawHowContactsCame) {
  Instance instance;
  instance.flow("a", {block("x", "Compare")});
  EXPECT_EQ(before(instance, "a", "x"), std::nullopt);
}

}  // namespace
}  // namespace analysis::test

#include "analysis/flow_shape.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "analysis/flow_graph_for_test.hpp"

namespace {

using namespace analysis;
using namespace analysis::test;

FlowAction waiting(FlowAction action, std::int64_t seconds) {
  action.time_limit = seconds;
  return action;
}

FlowAction ask(const std::string& id, std::int64_t seconds, const std::vector<std::string>& next) {
  return waiting(block(id, "GetParticipantInput", next), seconds);
}

// Of the only flow that a number leads to.
Shape shape_of(Instance instance) {
  instance.entries = {"a"};
  const auto graph = instance.graph();
  const FollowedFlows followed(graph);
  const auto shapes = shapes_of_entries(followed);
  EXPECT_EQ(shapes.size(), 1U);
  Shape shape = shapes.empty() ? Shape{} : shapes.front();
  shape.entry = nullptr;
  return shape;
}

std::string wait_of(const Instance& instance) {
  const Wait wait = shape_of(instance).before_agent;
  return wait.arrives ? fmt::format("{}{}", wait.seconds, wait.may_be_longer ? "+" : "") : "none";
}

const FlowAction queue = block("queue", "TransferContactToQueue"), back = block("back", "EndFlowModuleExecution");

TEST(FlowShape, CountsWhatContactsCanComeTo) {
  Instance instance;
  instance.flow("a", {with_error(block("say", "MessageParticipant", {"call"}), "sorry"), calling("call", "m", {"go"}),
                      to_flow("go", "b"), block("sorry", "DisconnectParticipant")});
  instance.flow("b", {queue});
  instance.flow("c", {block("other", "MessageParticipant", {"queue"}), queue});
  instance.module("m", {back});
  const Shape shape = shape_of(instance);
  EXPECT_EQ(shape.blocks, 5);
  EXPECT_EQ(shape.branches, 3);
  EXPECT_EQ(shape.parts, 3);
  EXPECT_EQ(shape.module_depth, 1);
}

TEST(FlowShape, SeesHowDeepModulesCallModules) {
  Instance instance;
  instance.flow("a", {calling("call", "m3", {})});
  instance.module("m1", {back});
  instance.module("m2", {calling("call", "m1", {"back"}), back});
  instance.module("m3", {calling("call", "m2", {"again"}), calling("again", "m1", {"back"}), back});
  EXPECT_EQ(shape_of(instance).module_depth, 3);
}

TEST(FlowShape, TakesTheWayOnWhichContactsWaitLongest) {
  Instance instance;
  instance.flow("a", {ask("ask", 5, {"short", "long", "end"}), ask("short", 1, {"queue"}), ask("long", 20, {"queue"}),
                      queue, ask("end", 500, {})});
  EXPECT_EQ(wait_of(instance), "25");
}

TEST(FlowShape, AddsWhatModulesAndOtherFlowsWait) {
  Instance instance;
  instance.flow("a", {calling("call", "m", {"again"}), calling("again", "m", {"go"}), to_flow("go", "b")});
  instance.flow("b", {ask("ask", 3, {"queue"}), queue});
  instance.module("m", {ask("ask", 10, {"back", "end"}), back, block("end", "DisconnectParticipant")});
  EXPECT_EQ(wait_of(instance), "23");
}

TEST(FlowShape, SeesAgentsThatModulesSeek) {
  Instance instance;
  instance.flow("a", {ask("ask", 5, {"call"}), calling("call", "m", {"end"}), block("end", "DisconnectParticipant")});
  instance.module("m", {calling("call", "n", {"back"}), back});
  instance.module("n", {ask("ask", 2, {"queue"}), queue});
  EXPECT_EQ(wait_of(instance), "7");
}

TEST(FlowShape, SaysThatContactsCanGoRound) {
  Instance instance;
  instance.flow(
      "a", {ask("ask", 5, {"check"}), waiting(block("check", "InvokeLambdaFunction", {"ask", "queue"}), 8), queue});
  EXPECT_EQ(wait_of(instance), "13+");
  Instance silent;
  silent.flow("a", {ask("ask", 5, {"loop"}), block("loop", "Loop", {"loop", "queue"}), queue});
  EXPECT_EQ(wait_of(silent), "5");
}

TEST(FlowShape, WaitsForNoFunctionThatRunsBeside) {
  Instance instance;
  FlowAction beside = waiting(block("call", "InvokeLambdaFunction", {"queue"}), 60);
  beside.is_asynchronous = true;
  instance.flow("a", {beside, queue});
  EXPECT_EQ(wait_of(instance), "0");
}

TEST(FlowShape, KnowsNoWaitWhereNoAgentIsSought) {
  Instance instance;
  instance.flow("a", {ask("ask", 5, {"end"}), block("end", "DisconnectParticipant")});
  EXPECT_EQ(wait_of(instance), "none");
}

TEST(FlowShape, SaysThatItDoesNotSeeAll) {
  Instance instance;
  instance.flow("a", {ask("ask", 5, {"go"}), to_flow("go", "$.Attributes.next")});
  EXPECT_EQ(wait_of(instance), "5+");
}

TEST(FlowShape, EndsHoweverModulesCallEachOther) {
  Instance instance;
  instance.flow("a", {calling("call", "m1", {"queue"}), queue});
  instance.module("m1", {ask("ask", 5, {"call"}), calling("call", "m2", {"back"}), back});
  instance.module("m2", {calling("call", "m1", {"back"}), back});
  EXPECT_EQ(wait_of(instance), "5+");
}

TEST(FlowShape, StaysANumberHoweverHostileFlowsAre) {
  Instance instance;
  instance.flow("a", {calling("call", "m0", {"queue"}), queue});
  constexpr int depth = 100;
  for (int i = 0; i < depth; ++i) {
    const std::string below = fmt::format("m{}", i + 1);
    instance.module(fmt::format("m{}", i), {calling("one", below, {"two"}), calling("two", below, {"back"}), back});
  }
  instance.module(fmt::format("m{}", depth), {ask("ask", std::numeric_limits<std::int64_t>::max(), {"less"}),
                                              ask("less", std::numeric_limits<std::int64_t>::min(), {"back"}), back});
  EXPECT_EQ(wait_of(instance), fmt::format("{}+", std::int64_t{366} * 24 * 60 * 60));
}

TEST(FlowShape, TakesLongChainsWithoutRecursion) {
  Instance instance;
  std::vector<FlowAction> chain;
  constexpr int length = 200'000;
  for (int i = 0; i < length; ++i) {
    chain.push_back(ask(fmt::format("b{}", i), 1, {i + 1 < length ? fmt::format("b{}", i + 1) : "queue"}));
  }
  chain.push_back(queue);
  instance.flow("a", std::move(chain));
  EXPECT_EQ(wait_of(instance), fmt::format("{}", length));
}

}  // namespace

#include "analysis/flow_reach.hpp"

#include <gtest/gtest.h>

#include "analysis/flow_walk_for_test.hpp"

namespace {

using namespace analysis;
using namespace analysis::test;

std::vector<std::string> flows_of(const Reach& reach) {
  std::vector<std::string> ids;
  for (const Part* part : reach.parts) ids.push_back(part->flow->id);
  return ids;
}
using Ids = std::vector<std::string>;

bool comes_to(const InstanceGraph& graph, const Reach& reach, const std::string& part, const std::string& id) {
  return std::ranges::find(reach.blocks, node(graph, part, id)) != reach.blocks.end();
}

TEST(FlowReach, GoesThroughTransfersAndModulesByNearness) {
  Instance instance;
  instance.flow("a", {block("ask", "GetParticipantInput", {"go", "call"}), to_flow("go", "b"),
                      calling("call", "m", {"end"}), block("end", "DisconnectParticipant")});
  instance.flow("b", {to_flow("go", "c")});
  instance.flow("c", {to_flow("go", "a")});
  instance.flow("d", {to_flow("go", "a")});
  instance.module("m", {block("back", "EndFlowModuleExecution")});
  const auto graph = instance.graph();
  const Reach reach = reach_of(graph, graph.parts()[0]);
  EXPECT_EQ(flows_of(reach), (Ids{"a", "b", "m", "c"}));
  EXPECT_TRUE(comes_to(graph, reach, "a", "end"));
  EXPECT_FALSE(comes_to(graph, reach, "d", "go"));
  EXPECT_FALSE(reach.leads_out_of_sight);
}

TEST(FlowReach, LeavesOutWhatOnlyFailuresLeadTo) {
  Instance instance;
  instance.flow("a", {with_error(block("say", "MessageParticipant", {"end"}), "sorry"),
                      block("end", "DisconnectParticipant"), to_flow("sorry", "b")});
  instance.flow("b", {block("end", "DisconnectParticipant")});
  const auto graph = instance.graph();
  EXPECT_EQ(flows_of(reach_of(graph, graph.parts()[0])), Ids{"a"});
}

TEST(FlowReach, SaysThatItDoesNotSeeAll) {
  for (const auto& last : {to_flow("go", "$.Attributes.next"), to_flow("go", "gone"), calling("go", "gone", {})}) {
    Instance instance;
    instance.flow("a", {last});
    const auto graph = instance.graph();
    EXPECT_TRUE(reach_of(graph, graph.parts()[0]).leads_out_of_sight);
  }
  // What runs at some later time is none of it.
  Instance instance;
  instance.flow("a", {naming(block("hook", "UpdateContactEventHooks"), ReferenceKind::hook, "gone")});
  const auto graph = instance.graph();
  EXPECT_FALSE(reach_of(graph, graph.parts()[0]).leads_out_of_sight);
}

// A bit for each of some types, so that most instances have blocks with each and without any.
Marks marks_of(const FlowAction& action) {
  if (action.type == "DisconnectParticipant") return 1;
  if (action.type == "InvokeFlowModule") return 2;
  return action.type == "MessageParticipant" ? 4 : 0;
}

TEST(MarksAhead, AreThoseOfAllThatIsReached) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Instance instance = random_instance(random);
    const auto graph = instance.graph();
    const auto ahead = marks_ahead(graph, marks_of);
    for (const Part& part : graph.parts()) {
      const Reach reach = reach_of(graph, part);
      Marks expected = reach.leads_out_of_sight ? out_of_sight : 0;
      for (const Node each : reach.blocks) expected |= marks_of(graph.action(each));
      EXPECT_EQ(ahead[part.start], expected) << part.flow->id;
    }
  }
}

TEST(MarksAhead, FollowWhatEventsRunLaterWhereAsked) {
  Instance instance;
  instance.flow("a", {naming(block("hook", "UpdateContactEventHooks"), ReferenceKind::hook, "b")});
  instance.flow("b", {block("end", "DisconnectParticipant")});
  const auto graph = instance.graph();
  EXPECT_EQ(marks_ahead(graph, marks_of)[0], 0);
  EXPECT_EQ(marks_ahead(graph, marks_of, Later::followed)[0], 1);
}

}  // namespace

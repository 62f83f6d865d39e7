#include "analysis/flow_reach.hpp"

#include <gtest/gtest.h>

#include "analysis/flow_graph_for_test.hpp"

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

}  // namespace

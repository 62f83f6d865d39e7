#include "analysis/flow_graph.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "analysis/flow_graph_for_test.hpp"

namespace analysis::test {
namespace {

TEST(FlowsAsOneGraph, HoldsWhatIsLiveAndWasRead) {
  Instance instance;
  instance.flow("a", {block("1", "Wait", {"2", "gone"}), block("2", "DisconnectParticipant")});
  instance.flow("draft", {block("1", "Wait")});
  instance.flows.value->back().status = "SAVED";
  instance.flow("unread", {block("1", "Wait")});
  instance.contents.value->at("unread").graph.reset();
  instance.module("draft module", {block("1", "Wait")});
  instance.module_contents.value->at("draft module").status = "SAVED";
  instance.module("m", {block("1", "Wait")});
  instance.entries = {"a"};
  const InstanceGraph graph = instance.graph();
  ASSERT_EQ(graph.parts().size(), 2U);
  EXPECT_TRUE(graph.parts()[0].is_entry);
  EXPECT_TRUE(graph.parts()[1].is_module);
  ASSERT_EQ(graph.ways(0).size(), 2U);
  EXPECT_EQ(graph.ways(0)[0].to, 1U);
  EXPECT_EQ(graph.ways(0)[1].to, nowhere);
}

TEST(FlowsAsOneGraph, LeadsFromFlowToFlow) {
  Instance instance;
  instance.flow("a", {to_flow("1", "arn/b:$LATEST"), to_flow("2", "$.Attributes.next"), calling("3", "m", {}),
                      naming(block("4", "UpdateContactEventHooks"), ReferenceKind::hook, "b"),
                      naming(block("5", "CreateTask"), ReferenceKind::flow, "b"),
                      naming(block("6", "Compare"), ReferenceKind::queue, "b"), to_flow("7", "of AWS")});
  instance.flow("b", {block("1", "Wait")});
  instance.module("m", {block("1", "Wait")});
  const InstanceGraph graph = instance.graph();
  const auto link = [&](Node node) {
    const auto links = graph.links(node);
    if (links.size() != 1) return fmt::format("{} links", links.size());
    return fmt::format("{} {}", int(links[0].kind), links[0].to == nullptr ? "?" : links[0].to->flow->id);
  };
  EXPECT_EQ(link(0), "0 b");
  EXPECT_EQ(link(1), "0 ?");
  EXPECT_EQ(link(2), "1 m");
  EXPECT_EQ(link(3), "2 b");
  EXPECT_EQ(link(4), "3 b");
  EXPECT_EQ(link(5), "0 links");
  EXPECT_EQ(link(6), "0 ?");
}

TEST(FlowsAsOneGraph, HoldsTheDefaultFlowsByNameAndType) {
  Instance instance;
  instance.default_flow("queue", "Default customer queue", "CUSTOMER_QUEUE", {to_flow("go", "a")});
  instance.default_flow("other", "Default customer queue", "CONTACT_FLOW", {block("1", "Wait")});
  instance.default_flow("old", "Default agent hold", "AGENT_HOLD", {block("1", "Wait")});
  instance.flows.value->back().state = "ARCHIVED";
  instance.default_flow("sample", "Sample queue customer", "CONTACT_FLOW", {block("1", "Wait")});
  instance.flow("a", {naming(block("1", "UpdateContactEventHooks"), ReferenceKind::hook, "queue")});
  const InstanceGraph graph = instance.graph();
  ASSERT_EQ(graph.parts().size(), 2U);
  const Part &queue = graph.parts()[0], &own = graph.parts()[1];
  EXPECT_TRUE(queue.is_default && queue.has_other_entrance);
  EXPECT_FALSE(own.is_default || own.has_other_entrance);
  EXPECT_EQ(graph.links(queue.start)[0].to, &own);
  EXPECT_EQ(graph.links(own.start)[0].to, &queue);
}

TEST(FlowsAsOneGraph, LeadsToTheFlowsOfTaskTemplates) {
  Instance instance;
  const auto makes = [](const std::string& id, const std::string& task_template) {
    return naming(block(id, "CreateTask"), ReferenceKind::task_template, task_template);
  };
  instance.flow("a", {makes("1", "arn/task-template/t"), makes("2", "inactive"), makes("3", "no flow"),
                      makes("4", "not listed"), makes("5", "archived")});
  for (const auto* id : {"b", "self", "c"}) instance.flow(id, {block("1", "Wait")});
  instance.flow("old", {block("1", "Wait")});
  instance.flows.value->back().state = "ARCHIVED";
  *instance.task_templates.value = {{"t", "T", "ACTIVE", "arn/b", "self", {}},
                                    {"inactive", "I", "INACTIVE", "c", "", {}},
                                    {"no flow", "N", "ACTIVE", "", "", {}},
                                    {"archived", "A", "ACTIVE", "old", "", {}}};
  const InstanceGraph graph = instance.graph();
  ASSERT_EQ(graph.links(0).size(), 1U);
  EXPECT_EQ(graph.links(0)[0].kind, LinkKind::new_contact);
  EXPECT_EQ(graph.links(0)[0].to->flow->id, "b");
  for (Node node = 1; node < 5; ++node) EXPECT_TRUE(graph.links(node).empty()) << node;
  const auto starts_tasks = [&](std::size_t part) { return graph.parts()[part].starts_tasks; };
  EXPECT_TRUE(starts_tasks(1) && starts_tasks(2));
  EXPECT_FALSE(starts_tasks(0) || starts_tasks(3));
}

// It would fail: contacts take the error branch.
TEST(FlowsAsOneGraph, LeadsNowhereThatCannotBeUsed) {
  Instance instance;
  instance.flow("a", {to_flow("go", "old"), to_flow("gone", "gone"), calling("call", "draft", {}),
                      to_flow("any", "$.Attributes.next")});
  instance.flow("old", {block("end", "DisconnectParticipant")});
  instance.flows.value->back().state = "ARCHIVED";
  instance.module("draft", {block("end", "EndFlowModuleExecution")});
  instance.module_contents.value->at("draft").status = "SAVED";
  const auto usable = [&](const std::string& id) {
    const InstanceGraph graph = instance.graph();
    return !graph.names_nothing_usable(node(graph, "a", id));
  };
  EXPECT_FALSE(usable("go") || usable("call"));
  EXPECT_TRUE(usable("gone") && usable("any"));  // another that is not listed
  instance.flows.gap.reset();
  EXPECT_FALSE(usable("gone"));
  EXPECT_TRUE(usable("any"));
}

TEST(HangUps, AreEndsOfFlowsToo) {
  Instance instance;
  instance.flow("inbound", {block("disconnect", "DisconnectParticipant"), block("over", "EndFlowExecution")});
  instance.flow("whisper", {block("disconnect", "DisconnectParticipant"), block("over", "EndFlowExecution")},
                "CUSTOMER_WHISPER");
  instance.module("m", {block("over", "EndFlowExecution")});
  const InstanceGraph graph = instance.graph();
  EXPECT_TRUE(hangs_up(graph, node(graph, "inbound", "disconnect")));
  EXPECT_TRUE(hangs_up(graph, node(graph, "inbound", "over")));
  EXPECT_TRUE(hangs_up(graph, node(graph, "whisper", "disconnect")));
  EXPECT_FALSE(hangs_up(graph, node(graph, "whisper", "over")));
  EXPECT_FALSE(hangs_up(graph, node(graph, "m", "over")));
}

}  // namespace
}  // namespace analysis::test

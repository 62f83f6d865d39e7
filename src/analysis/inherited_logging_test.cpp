#include "analysis/inherited_logging.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/flow_logging.hpp"

namespace {

using analysis::Inherited;
using testing::ElementsAre;

const std::string arn = "arn:aws:connect:eu-central-1:111122223333:instance/i/contact-flow/";

class InheritedLogging : public testing::Test {
 protected:
  // A flow that may switch logging on, and then goes on to another; "$" for one that is chosen while it runs.
  void add(const std::string& id, bool logs, const std::vector<std::string>& to = {}, bool is_reached = true) {
    flows_.push_back({id, arn + id, "Flow " + id, "CONTACT_FLOW", "ACTIVE", "PUBLISHED"});
    model::FlowGraph graph{"start", {{"start", "UpdateFlowLoggingBehavior", logs, {}}}};
    for (const auto& target : to) {
      graph.actions.push_back(
          {"to " + target, "TransferToFlow", std::nullopt, {}, {{model::ReferenceKind::flow, target}}});
      if (is_reached) graph.actions.front().branches.push_back({"to " + target});
    }
    if (!logs) graph.actions.front() = {"start", "MessageParticipant", std::nullopt, graph.actions.front().branches};
    contents_[id] = {graph, "PUBLISHED", "", std::nullopt};
  }

  auto found(const std::set<std::string>& entries = {}) {
    return analysis::inherited_logging(flows_, contents_, model::Dataset<model::FlowContents>::of(modules_), entries);
  }

  model::FlowGraph& graph_of(const std::string& id) { return *contents_.at(id).graph; }

  model::FlowSummaries flows_;
  model::FlowContents contents_;
  model::FlowContents modules_;
};

TEST_F(InheritedLogging, GoesOnFromFlowToFlow) {
  add("a", true, {"b"});
  add("b", false, {"c"});
  add("c", false);
  const auto all = found({"a"});
  ASSERT_TRUE(all.contains("b"));
  EXPECT_EQ(all.at("b").inherited, Inherited::logging);
  EXPECT_THAT(all.at("c").from, ElementsAre("Flow b"));
}

TEST_F(InheritedLogging, EndsWhereANumberOrASilentFlowLeadsIn) {
  add("a", true, {"b", "c"});
  add("b", false);
  add("c", false);
  add("silent", false, {"c"});
  EXPECT_FALSE(found({"b"}).contains("b"));
  EXPECT_FALSE(found({"b"}).contains("c"));
}

TEST_F(InheritedLogging, IsNotPassedOnByABlockThatCannotBeReached) {
  add("a", true, {"b"}, false);
  add("b", false);
  EXPECT_FALSE(found().contains("b"));
}

TEST_F(InheritedLogging, OfACircleWithoutAnEntryIsNone) {
  add("a", false, {"b"});
  add("b", false, {"a"});
  EXPECT_TRUE(found().empty());
}

TEST_F(InheritedLogging, CannotBeToldWhereTheTargetIsChosenLater) {
  add("a", false, {"$"});
  add("b", false);
  const auto all = found({"a"});
  EXPECT_EQ(all.at("b").inherited, Inherited::chosen_later);
  EXPECT_THAT(all.at("b").from, ElementsAre("Flow a"));
  EXPECT_FALSE(all.contains("a"));
}

TEST_F(InheritedLogging, GoesRoundInACircleThatALoggingFlowLeadsInto) {
  add("a", true, {"b"});
  add("b", false, {"c"});
  add("c", false, {"b"});
  const auto all = found({"a"});
  ASSERT_TRUE(all.contains("b") && all.contains("c"));
  EXPECT_EQ(all.at("b").inherited, Inherited::logging);
  EXPECT_EQ(all.at("c").inherited, Inherited::logging);
}

TEST_F(InheritedLogging, IsThatOfTheBlockThatTransfers) {
  add("a", true, {"b"});
  graph_of("a").actions = {{"start", "UpdateFlowLoggingBehavior", true, {{"pin off"}}},
                           {"pin off", "UpdateFlowLoggingBehavior", false, {{"pin"}}},
                           {"pin", "GetParticipantInput", std::nullopt, {{"pin on"}}},
                           {"pin on", "UpdateFlowLoggingBehavior", true, {{"to b"}}},
                           {"to b", "TransferToFlow", std::nullopt, {}, {{model::ReferenceKind::flow, "b"}}}};
  add("b", false);
  EXPECT_EQ(found({"a"}).at("b").inherited, Inherited::logging);
  graph_of("a").actions[3].sets_logging = std::nullopt;
  EXPECT_FALSE(found({"a"}).contains("b"));
}

TEST_F(InheritedLogging, OfAFlowBehindAQueueIsAsBefore) {
  add("queue", false, {"b"});
  flows_.back().type = "CUSTOMER_QUEUE";
  add("b", false);
  const auto all = found();
  ASSERT_TRUE(all.contains("b"));
  EXPECT_EQ(all.at("b").inherited, Inherited::as_before);
}

TEST_F(InheritedLogging, ReachesTheFlowsOfHooks) {
  add("a", true);
  graph_of("a").actions.front().branches = {{"hook"}};
  model::FlowAction hook{"hook", "UpdateContactEventHooks", std::nullopt, {}};
  hook.references = {{model::ReferenceKind::hook, "b"}};
  graph_of("a").actions.push_back(hook);
  add("b", false);
  const auto all = found({"a"});
  ASSERT_TRUE(all.contains("b"));
  EXPECT_NE(all.at("b").inherited, Inherited::chosen_later);
  EXPECT_THAT(all.at("b").from, ElementsAre("Flow a"));
}

TEST_F(InheritedLogging, ComesFromAModuleThatSwitchesItOn) {
  add("a", false, {"b"});
  graph_of("a").actions.front() = {"start", "InvokeFlowModule", std::nullopt, {{"to b"}}};
  graph_of("a").actions.front().references = {{model::ReferenceKind::flow_module, "m"}};
  add("b", false);
  const auto modules = [&] { return model::Dataset<model::FlowContents>::of(modules_); };
  modules_["m"].graph = model::FlowGraph{"on", {{"on", "UpdateFlowLoggingBehavior", true, {}}}};
  EXPECT_EQ(analysis::own_logging(graph_of("a"), modules()).logging, model::FlowLogging::on);
  EXPECT_EQ(found({"a"}).at("b").inherited, Inherited::logging);

  modules_["m"].graph->actions = {{"on", "CheckAttribute", std::nullopt, {{"yes"}, {"no"}}},
                                  {"yes", "UpdateFlowLoggingBehavior", true, {}},
                                  {"no", "EndFlowModuleExecution", std::nullopt, {}}};
  EXPECT_EQ(analysis::own_logging(graph_of("a"), modules()).logging, model::FlowLogging::partly);

  modules_["m"].graph = model::FlowGraph{"on", {{"on", "MessageParticipant", std::nullopt, {}}}};
  EXPECT_EQ(analysis::own_logging(graph_of("a"), modules()).logging, model::FlowLogging::off);
  EXPECT_FALSE(found({"a"}).contains("b"));

  modules_["m"] = {std::nullopt, "", "", model::Gap{model::GapKind::denied, "not allowed", ""}};
  EXPECT_TRUE(analysis::own_logging(graph_of("a"), modules()).gap);
  EXPECT_EQ(found({"a"}).at("b").inherited, Inherited::as_before);
}

}  // namespace

#include "analysis/inherited_logging.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using analysis::Inherited;
using testing::ElementsAre;

const std::string arn = "arn:aws:connect:eu-central-1:111122223333:instance/i/contact-flow/";

class InheritedLogging : public testing::Test {
 protected:
  // A flow that may switch logging on, and then goes on to another; "$" for one that is chosen while it runs.
  void add(const std::string& id, bool logs, const std::vector<std::string>& to = {}, bool is_reached = true) {
    flows_.push_back({id, arn + id, "Flow " + id, "CONTACT_FLOW", "ACTIVE", "PUBLISHED"});
    model::FlowGraph graph{"start", {{"start", "UpdateFlowLoggingBehavior", logs, {}, ""}}};
    for (const auto& target : to) {
      graph.actions.push_back({"to " + target, "TransferToFlow", std::nullopt, {}, target == "$" ? "" : target});
      if (is_reached) graph.actions.front().next.push_back("to " + target);
    }
    if (!logs) graph.actions.front() = {"start", "MessageParticipant", std::nullopt, graph.actions.front().next, ""};
    contents_[id] = {graph, "PUBLISHED", "", std::nullopt};
  }

  auto found(const model::FlowAssociations& numbers = {}) {
    return analysis::inherited_logging(flows_, contents_, model::Dataset<model::FlowAssociations>::of(numbers));
  }

  model::FlowSummaries flows_;
  model::FlowContents contents_;
};

TEST_F(InheritedLogging, GoesOnFromFlowToFlow) {
  add("a", true, {"b"});
  add("b", false, {"c"});
  add("c", false);
  const auto all = found({{"+49", arn + "a"}});
  ASSERT_TRUE(all.contains("b"));
  EXPECT_EQ(all.at("b").inherited, Inherited::logging);
  EXPECT_THAT(all.at("c").from, ElementsAre("Flow b"));
}

TEST_F(InheritedLogging, EndsWhereANumberOrASilentFlowLeadsIn) {
  add("a", true, {"b", "c"});
  add("b", false);
  add("c", false);
  add("silent", false, {"c"});
  EXPECT_FALSE(found({{"+49", arn + "b"}}).contains("b"));
  EXPECT_FALSE(found({{"+49", arn + "b"}}).contains("c"));
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
  const auto all = found({{"+49", arn + "a"}});
  EXPECT_EQ(all.at("b").inherited, Inherited::cannot_tell);
  EXPECT_THAT(all.at("b").from, ElementsAre("Flow a"));
  EXPECT_FALSE(all.contains("a"));
}

TEST_F(InheritedLogging, IsNotKnownWithoutTheFlowsOfTheNumbers) {
  add("a", true, {"b"});
  add("b", false);
  EXPECT_TRUE(analysis::inherited_logging(
                  flows_, contents_,
                  model::Dataset<model::FlowAssociations>::missing({model::GapKind::denied, "not allowed", ""}))
                  .empty());
}

}  // namespace

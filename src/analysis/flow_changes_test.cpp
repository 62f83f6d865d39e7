#include "analysis/flow_changes.hpp"

#include <gmock/gmock.h>

#include "analysis/flow_graph_for_test.hpp"

namespace analysis {
namespace {

using test::block;
using test::Instance;
using test::naming;
using test::with_error;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class FlowChangesOf : public testing::Test {
 protected:
  FlowChangesOf() {
    for (Instance* side : {&before, &now}) {
      side->flows.gap.reset();
      side->modules.gap.reset();
    }
  }

  FlowChanges changes() {
    one = inventory(before);
    two = inventory(now);
    return flow_changes(one, two);
  }

  static model::Inventory inventory(const Instance& side) {
    model::Inventory all;
    all.flows = side.flows;
    all.flow_contents = side.contents;
    all.modules = side.modules;
    all.module_contents = side.module_contents;
    return all;
  }

  Instance before, now;
  model::Inventory one, two;  // what changes refer to
};

TEST_F(FlowChangesOf, TheSameAreNone) {
  for (Instance* side : {&before, &now}) side->flow("a", {block("x", "MessageParticipant", {"y"}), block("y", "Wait")});
  EXPECT_THAT(changes().changes, IsEmpty());
  EXPECT_THAT(changes().not_known, IsEmpty());
}

TEST_F(FlowChangesOf, BlocksAreAddedRemovedAndRewired) {
  before.flow("a", {with_error(block("x", "MessageParticipant", {"y"}), "y"), block("y", "DisconnectParticipant")});
  now.flow("a", {with_error(block("x", "MessageParticipant", {"z"}), "y"), block("z", "DisconnectParticipant")});
  const FlowChanges found = changes();
  ASSERT_THAT(found.changes, SizeIs(1));
  const FlowChange& change = found.changes[0];
  EXPECT_EQ(change.kind, FlowChangeKind::changed);
  ASSERT_THAT(change.added, SizeIs(1));
  EXPECT_EQ(change.added[0]->identifier, "z");
  ASSERT_THAT(change.removed, SizeIs(1));
  EXPECT_EQ(change.removed[0]->identifier, "y");
  ASSERT_THAT(change.rewired, SizeIs(1));
  EXPECT_EQ(change.rewired[0].before->to, "y");
  EXPECT_EQ(change.rewired[0].now->to, "z");
  EXPECT_THAT(change.reset, IsEmpty());
}

TEST_F(FlowChangesOf, ABranchThatIsGoneOrNewIsRewired) {
  before.flow("a", {with_error(block("x", "MessageParticipant"), "x")});
  now.flow("a", {block("x", "MessageParticipant", {"x"})});
  const FlowChanges found = changes();
  ASSERT_THAT(found.changes, SizeIs(1));
  ASSERT_THAT(found.changes[0].rewired, SizeIs(2));
  EXPECT_EQ(found.changes[0].rewired[0].before, nullptr);
  EXPECT_EQ(found.changes[0].rewired[1].now, nullptr);
}

TEST_F(FlowChangesOf, WhatABlockNamesIsComparedByItsId) {
  const auto to = [](const std::string& queue) {
    return naming(block("x", "UpdateContactTargetQueue"), model::ReferenceKind::queue, queue);
  };
  before.flow("a", {to("arn:aws:connect:r:1:instance/i/queue/q")});
  now.flow("a", {to("q")});
  EXPECT_THAT(changes().changes, IsEmpty());
  now.contents.value->at("a").graph->actions[0].references[0].named = "p";
  const FlowChanges found = changes();
  ASSERT_THAT(found.changes, SizeIs(1));
  ASSERT_THAT(found.changes[0].retargeted, SizeIs(1));
  EXPECT_EQ(found.changes[0].retargeted[0].now->named, "p");
  EXPECT_THAT(found.changes[0].reset, IsEmpty());
  now.contents.value->at("a").graph->actions[0].digest = "other";
  EXPECT_THAT(changes().changes.at(0).retargeted, SizeIs(1));
  EXPECT_THAT(changes().changes.at(0).reset, SizeIs(1));
}

TEST_F(FlowChangesOf, AnotherTextIsSeenByItsDigest) {
  for (Instance* side : {&before, &now}) side->flow("a", {block("x", "MessageParticipant")});
  now.contents.value->at("a").graph->actions[0].digest = "other";
  const FlowChanges found = changes();
  ASSERT_THAT(found.changes, SizeIs(1));
  ASSERT_THAT(found.changes[0].reset, SizeIs(1));
}

TEST_F(FlowChangesOf, FlowsAndModulesAreNewGoneAndRenamed) {
  before.flow("a", {block("x", "Wait")});
  before.flow("b", {block("x", "Wait")});
  now.flow("b", {block("x", "Wait")});
  now.flows.value->back().name = "Other";
  now.module("m", {block("x", "Wait")});
  const FlowChanges found = changes();
  std::vector<std::string> told;
  for (const FlowChange& change : found.changes)
    told.push_back(change.flow().name + " " + std::string(name(change.kind)));
  EXPECT_THAT(told, ElementsAre("Flow a gone", "Other changed", "Module m new"));
}

TEST_F(FlowChangesOf, AListThatWasCutSaysNothingOfWhatIsNotInIt) {
  before.flow("a", {block("x", "Wait")});
  now.flow("b", {block("x", "Wait")});
  before.flows.gap = now.flows.gap = model::Gap{model::GapKind::out_of_time, "time was up", ""};
  const FlowChanges found = changes();
  EXPECT_THAT(found.changes, IsEmpty());
  EXPECT_THAT(found.not_known, ElementsAre("Not all flows are known in the older review: time was up",
                                           "Not all flows are known in the newer review: time was up"));
}

TEST_F(FlowChangesOf, WhatCouldNotBeReadIsNotUnchanged) {
  for (Instance* side : {&before, &now}) side->flow("a", {block("x", "Wait")});
  now.contents.value->at("a") = {std::nullopt, "", "", model::Gap{model::GapKind::denied, "refused", ""}};
  EXPECT_THAT(changes().changes, IsEmpty());
  EXPECT_THAT(changes().not_known, ElementsAre(HasSubstr("Flow a was not read in the newer review")));
}

TEST_F(FlowChangesOf, TwoDigestsOfAContentThatIsNotUnderstoodTellThatItIsAnother) {
  for (Instance* side : {&before, &now}) side->flow("a", {block("x", "Wait")});
  before.contents.value->at("a") = {std::nullopt, "", "one", std::nullopt};
  now.contents.value->at("a") = {std::nullopt, "", "two", std::nullopt};
  const FlowChanges found = changes();
  ASSERT_THAT(found.changes, SizeIs(1));
  EXPECT_TRUE(found.changes[0].is_unread);
}

}  // namespace
}  // namespace analysis

#include "app/flows/kept_flows.hpp"

#include <gmock/gmock.h>

#include "app/component_reads.hpp"
#include "app/flows/changed_flows.hpp"
#include "app/flows/flow_map.hpp"
#include "app/flows/flows_for_test.hpp"
#include "base/error.hpp"
#include "collect/flow/language.hpp"
#include "components/cloudtrail/facts.hpp"
#include "components/component.hpp"
#include "recording/gzip.hpp"
#include "store/memory.hpp"

namespace app {
namespace {

using analysis::test::block;
using analysis::test::naming;
using analysis::test::with_error;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class KeptFlows : public test::FlowsOfInstance {
 protected:
  KeptFlows() {
    instance.flow("main",
                  {naming(block("Pick", "UpdateContactTargetQueue", {"Go"}), model::ReferenceKind::queue, "q"),
                   with_error(block("Go", "TransferContactToQueue"), "Bye"), block("Bye", "DisconnectParticipant")});
    instance.module("m", {block("Say", "MessageParticipant", {"Back"}), block("Back", "EndFlowModuleExecution")});
    number("+4940123", "main");
  }
};

TEST_F(KeptFlows, AMapOfThemIsTheMapOfWhatWasRead) {
  instance.contents.value->at("main").graph->actions[0].digest = "0011223344556677";
  const model::Inventory read = inventory(), kept = unpacked_flows(packed_flows(read));
  EXPECT_EQ(page::map_as_svg(map_of_flow(SeenFlows(kept), "Flow main")),
            page::map_as_svg(map_of_flow(SeenFlows(read), "Flow main")));
  EXPECT_EQ(page::map_as_svg(map_of_instance(SeenFlows(kept))), page::map_as_svg(map_of_instance(SeenFlows(read))));
  EXPECT_EQ(kept.flow_contents.value->at("main").graph->actions[0].digest, "0011223344556677");
  EXPECT_EQ(kept.instance_ref.instance_id, read.instance_ref.instance_id);
}

TEST_F(KeptFlows, MarkTheBlockThatNamesAnAgentOrAViewWhichIsGone) {
  using model::ReferenceKind;
  instance.flow("guide", {naming(block("Ask", "ShowView", {"Agent"}), ReferenceKind::view, "gone"),
                          naming(block("Agent", "RouteContactToAgent", {"There"}), ReferenceKind::agent, "left"),
                          naming(block("There", "RouteContactToAgent"), ReferenceKind::agent, "works")});
  number("+4940124", "guide");
  model::Inventory read = inventory();
  read.users = model::Dataset<model::Users>::of({{"works"}, {"named by no block"}});
  model::FlowTarget gone;
  gone.kind = ReferenceKind::view;
  gone.named = "gone";
  gone.exists = false;
  read.flow_targets = model::Dataset<model::FlowTargets>::of({gone});
  const std::string bytes = packed_flows(read);
  const std::string map = page::map_as_svg(map_of_flow(SeenFlows(unpacked_flows(bytes)), "Flow guide"));
  EXPECT_EQ(map, page::map_as_svg(map_of_flow(SeenFlows(read), "Flow guide")));
  EXPECT_THAT(map, HasSubstr("2 blocks of Flow guide name what cannot be used"));
  EXPECT_THAT(flows_text(bytes), Not(HasSubstr("named by no block")));
}

TEST_F(KeptFlows, SayWhichSecurityKeysThereAre) {
  model::Inventory read = inventory();
  const base::Time created(std::chrono::hours(24 * 20'000));
  read.security_keys = model::Dataset<model::SecurityKeys>::of({{"k1", created}, {"k2", std::nullopt}});
  const auto kept = unpacked_flows(packed_flows(read)).security_keys;
  ASSERT_TRUE(kept.complete());
  ASSERT_EQ(kept.value->size(), 2U);
  EXPECT_EQ(kept.value->front().id, "k1");
  EXPECT_EQ(kept.value->front().created, created);
  EXPECT_FALSE(kept.value->back().created.has_value());
}

TEST_F(KeptFlows, HaveNoTextThatIsSpoken) {
  const auto graph = collect::parse_flow_content(R"({"StartAction": "a", "Actions": [{"Identifier": "a",
      "Type": "MessageParticipant", "Parameters": {"Text": "Our code is 4711"}, "Transitions": {}}]})");
  ASSERT_TRUE(graph);
  instance.contents.value->at("main").graph = graph;
  const std::string text = flows_text(packed_flows(inventory()));
  EXPECT_THAT(text, Not(HasSubstr("4711")));
  EXPECT_THAT(text, HasSubstr(graph->actions[0].digest));
}

TEST_F(KeptFlows, WhatWasNotReadStaysUnread) {
  model::Inventory read = inventory();
  read.flow_contents = model::Dataset<model::FlowContents>::missing({model::GapKind::denied, "refused", "connect:X"});
  read.queues.gap = model::Gap{model::GapKind::out_of_time, "time was up", ""};
  const model::Inventory kept = unpacked_flows(packed_flows(read));
  EXPECT_FALSE(kept.flow_contents.known());
  EXPECT_EQ(kept.flow_contents.gap->reason, "refused");
  EXPECT_EQ(kept.flow_contents.gap->permission, "connect:X");
  EXPECT_THAT(*kept.queues.value, SizeIs(1));
  EXPECT_EQ(kept.queues.gap->reason, "time was up");
  EXPECT_FALSE(kept.metrics.known());
}

TEST_F(KeptFlows, WhatIsNoSuchFileIsRefused) {
  const std::string whole = packed_flows(inventory());
  const auto refused = [](const std::string& bytes) {
    try {
      unpacked_flows(bytes);
    } catch (const base::Error& error) {
      return error.kind() == base::ErrorKind::corrupt;
    }
    return false;
  };
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(refused("no gzip"));
  EXPECT_TRUE(refused(whole.substr(0, whole.size() / 2)));
  EXPECT_TRUE(refused(packed_text("")));
  EXPECT_TRUE(refused(packed_text("[]\n")));
  EXPECT_TRUE(refused(packed_text("{}\n")));
  EXPECT_TRUE(refused(packed_text("{\"flows_version\": 2}\n")));
  EXPECT_TRUE(refused(packed_text("{\"flows_version\": 1}\n{\"dataset\": \"flo")));
  EXPECT_FALSE(refused(whole));
}

// A dataset that somebody still fills may not be written down.
TEST_F(KeptFlows, AreReadBeforeTheComponentIsKept) {
  const auto waited_for = with_needs(datasets_of(components::find("flow")));
  for (const model::DatasetId dataset : kept_datasets()) {
    EXPECT_TRUE(waited_for.contains(dataset)) << row_of(dataset).name;
  }
}

TEST(Gzip, UnpacksToNoMoreThanItMay) {
  recording::Gzip out;
  for (int i = 0; i < 100; ++i) out.add(std::string(100'000, 'x'));
  const std::string bytes = out.finish();
  EXPECT_LT(bytes.size(), 100'000U);
  EXPECT_EQ(recording::gunzipped(bytes, 10'000'000)->size(), 10'000'000U);
  EXPECT_FALSE(recording::gunzipped(bytes, 9'999'999));
}

class ChangedFlowsOf : public KeptFlows {
 protected:
  // A review that looked at flows, with what it kept of them.
  model::Review review(const std::string& id, bool keeps = true) {
    model::Review review;
    review.status.review_id = id;
    review.documents.emplace_back().component = "flow";
    review.documents.back().window = model::Window::before(base::from_epoch_seconds(1'800'000'000).value(), 14);
    if (keeps) store.put_file(id, flows_file_name(id), packed_flows(inventory()), flows_media_type);
    return review;
  }

  static void published(model::Review& review, const std::string& flow, const std::string& by,
                        double at = 1'800'000'060) {
    components::CloudTrailFacts facts;
    facts.flow_publications.push_back({flow, base::from_epoch_seconds(at).value(), by});
    model::Document& document = review.documents.emplace_back();
    document.component = "cloudtrail";
    document.data = components::to_json(facts);
  }

  base::SystemClock clock;
  store::MemoryStore store{clock};
};

TEST_F(ChangedFlowsOf, AreToldWithWhoPublishedThem) {
  const model::Review older = review("20260101-000000");
  model::FlowGraph& graph = *instance.contents.value->at("main").graph;
  graph.actions[0].references[0].named = "p";
  graph.actions[1].branches.front().to = "Sorry";
  graph.actions.push_back(block("Sorry", "MessageParticipant", {"Bye"}));
  model::Review newer = review("20260102-000000");
  published(newer, "main", "alice");
  const ChangedFlows changed = changed_flows(store, older, newer);
  EXPECT_THAT(changed.notes, IsEmpty());
  ASSERT_THAT(changed.flows, SizeIs(1));
  const ChangedFlow& flow = changed.flows[0];
  EXPECT_EQ(flow.name, "Flow main");
  EXPECT_EQ(flow.published_by, "alice");
  std::vector<std::string> told;
  for (const BlockChange& one : flow.blocks) {
    told.push_back(std::string(1, one.sign) + one.block);
    for (const std::string& what : one.what) told.push_back(what);
  }
  EXPECT_THAT(told, ElementsAre("+Sorry", "~Go", "an error leads to 'Sorry', not to 'Bye'", "~Pick",
                                "names the queue p (not there any more), not the queue Sales"));
}

TEST_F(ChangedFlowsOf, AreNotCreditedToAPublicationBeforeTheOlderReview) {
  const model::Review older = review("20260101-000000");
  instance.contents.value->at("main").graph->actions[0].references[0].named = "p";
  model::Review newer = review("20260102-000000");
  published(newer, "main", "alice", 1'799'999'999);
  const ChangedFlows changed = changed_flows(store, older, newer);
  ASSERT_THAT(changed.flows, SizeIs(1));
  EXPECT_FALSE(changed.flows[0].published);
  EXPECT_EQ(changed.flows[0].published_by, "");
}

TEST_F(ChangedFlowsOf, AnArchivingIsNoPublication) {
  const model::Review older = review("20260101-000000");
  instance.flows.value->front().state = "ARCHIVED";
  model::Review newer = review("20260102-000000");
  published(newer, instance.flows.value->front().id, "alice");
  const ChangedFlows changed = changed_flows(store, older, newer);
  ASSERT_THAT(changed.flows, SizeIs(1));
  EXPECT_FALSE(changed.flows[0].published);
}

TEST_F(ChangedFlowsOf, BlocksWithoutANameAreCalledByWhatTheyAre) {
  const model::Review older = review("20260101-000000");
  const std::string id = "44e64afb-4559-567f-ac8a-de7b35aad289";
  model::FlowGraph& graph = *instance.contents.value->at("main").graph;
  graph.actions[1].branches.front().to = id;
  graph.actions.push_back(block(id, "DisconnectParticipant"));
  const ChangedFlows changed = changed_flows(store, older, review("20260102-000000"));
  ASSERT_THAT(changed.flows, SizeIs(1));
  EXPECT_THAT(changed.flows[0].blocks.back().what,
              ElementsAre("an error leads to Disconnect (44e64afb), not to 'Bye'"));
}

TEST_F(ChangedFlowsOf, AreNoneWhereNothingChanged) {
  const ChangedFlows changed = changed_flows(store, review("20260101-000000"), review("20260102-000000"));
  EXPECT_TRUE(changed.are_compared);
  EXPECT_THAT(changed.flows, IsEmpty());
  EXPECT_THAT(changed.notes, IsEmpty());
}

TEST_F(ChangedFlowsOf, AReviewThatKeptNothingIsSaid) {
  const ChangedFlows changed = changed_flows(store, review("20260101-000000", false), review("20260102-000000"));
  EXPECT_FALSE(changed.are_compared);
  EXPECT_THAT(changed.notes,
              ElementsAre("What changed in flows is not known: review 20260101-000000 has kept nothing of them."));
}

TEST_F(ChangedFlowsOf, NothingIsSaidWhereNoFlowsWereLookedAt) {
  model::Review other;
  other.status.review_id = "20260101-000000";
  const ChangedFlows changed = changed_flows(store, other, review("20260102-000000"));
  EXPECT_FALSE(changed.are_compared);
  EXPECT_THAT(changed.notes, IsEmpty());
}

}  // namespace
}  // namespace app

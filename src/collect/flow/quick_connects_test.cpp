#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "fakes/collecting.hpp"

namespace {

using nlohmann::json;
namespace connect = aws::connect;

using QuickConnectCollector = fakes::Collecting;

json quick_connect(const char* id, const json& config) {
  return {{"QuickConnectId", id}, {"QuickConnectARN", "arn"}, {"Name", "To somebody"}, {"QuickConnectConfig", config}};
}

TEST_F(QuickConnectCollector, ReadsWhereEachTypeLeads) {
  aws_.answer(connect::search_quick_connects,
              {{"QuickConnects",
                {quick_connect(
                     "a", {{"QuickConnectType", "QUEUE"}, {"QueueConfig", {{"QueueId", "q"}, {"ContactFlowId", "f"}}}}),
                 quick_connect(
                     "b", {{"QuickConnectType", "USER"}, {"UserConfig", {{"UserId", "u"}, {"ContactFlowId", "g"}}}})}},
               {"NextToken", "t"}});
  aws_.answer(
      connect::search_quick_connects,
      {{"QuickConnects",
        {quick_connect("c", {{"QuickConnectType", "FLOW"}, {"FlowConfig", {{"ContactFlowId", "h"}}}}),
         quick_connect("d", {{"QuickConnectType", "PHONE_NUMBER"}, {"PhoneConfig", {{"PhoneNumber", "+4930"}}}})}}});
  const auto dataset = read<&Inventory::quick_connects>();
  ASSERT_TRUE(dataset.complete());
  std::vector<std::string> found;
  for (const auto& one : *dataset.value)
    found.push_back(one.id + " " + one.type + " " + one.queue_id + " " + one.flow_id);
  EXPECT_EQ(found, (std::vector<std::string>{"a QUEUE q f", "b USER  g", "c FLOW  h", "d PHONE_NUMBER  "}));
  EXPECT_EQ(dataset.value->front().name, "To somebody");
  EXPECT_EQ(aws_.asked(connect::search_quick_connects)[0], (json{{"InstanceId", id}, {"MaxResults", 100}}));
}

TEST_F(QuickConnectCollector, DoesNotGuessWhatIsNotSaid) {
  aws_.answer(connect::search_quick_connects,
              {{"QuickConnects", {nullptr, quick_connect("a", nullptr), quick_connect("b", {{"QueueConfig", 7}})}}});
  const auto dataset = read<&Inventory::quick_connects>();
  ASSERT_EQ(dataset.value->size(), 3U);
  for (const auto& one : *dataset.value) EXPECT_EQ(one.type + one.queue_id + one.flow_id, "");
}

class QueueQuickConnectCollector : public fakes::Collecting {
 protected:
  QueueQuickConnectCollector() {
    inventory_.quick_connects = model::Dataset<model::QuickConnects>::of(model::QuickConnects(1));
    inventory_.queues = model::Dataset<model::Queues>::of({{"q1", "arn", "Sales"}, {"q2", "arn", "Night"}});
  }
};

TEST_F(QueueQuickConnectCollector, AsksEachQueue) {
  aws_.answer(connect::list_queue_quick_connects,
              {{"QuickConnectSummaryList", {{{"Id", "a"}}, {{"Id", "b"}}}}, {"NextToken", "t"}}, {{"QueueId", "q1"}});
  aws_.answer(connect::list_queue_quick_connects, {{"QuickConnectSummaryList", {{{"Id", "c"}}}}}, {{"QueueId", "q1"}});
  aws_.answer(connect::list_queue_quick_connects, {{"QuickConnectSummaryList", json::array()}}, {{"QueueId", "q2"}});
  const auto dataset = read<&Inventory::queue_quick_connects>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(dataset.value->at("q1").ids, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(dataset.value->at("q2").ids.empty());
  EXPECT_EQ(aws_.asked(connect::list_queue_quick_connects)[0],
            (json{{"InstanceId", id}, {"QueueId", "q1"}, {"MaxResults", 100}}));
}

TEST_F(QueueQuickConnectCollector, AsksNothingWhereThereAreNone) {
  inventory_.quick_connects = model::Dataset<model::QuickConnects>::of({});
  inventory_.queues = model::Dataset<model::Queues>::missing(denied);
  EXPECT_TRUE(read<&Inventory::queue_quick_connects>().complete());
  EXPECT_EQ(aws_.calls(), 0U);
}

TEST_F(QueueQuickConnectCollector, LeavesUnknownOnlyTheQueueThatItCouldNotRead) {
  aws_.fail(connect::list_queue_quick_connects, "AccessDeniedException", 403, {{"QueueId", "q1"}});
  aws_.answer(connect::list_queue_quick_connects, {{"QuickConnectSummaryList", {{{"Id", "a"}}}}}, {{"QueueId", "q2"}});
  const auto dataset = read<&Inventory::queue_quick_connects>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->at("q1").gap->kind, model::GapKind::denied);
  EXPECT_EQ(dataset.value->at("q2").ids, (std::vector<std::string>{"a"}));
  EXPECT_EQ(dataset.gap->permission, "connect:ListQueueQuickConnects");
  EXPECT_EQ(dataset.gap->reason.find("1 of 2 lists of a queue's quick connects could not be read; "), 0U);
}

TEST_F(QueueQuickConnectCollector, NeedsBothLists) {
  inventory_.queues = model::Dataset<model::Queues>::missing(denied);
  EXPECT_EQ(read<&Inventory::queue_quick_connects>().gap->kind, model::GapKind::needs_other);
  inventory_.quick_connects = model::Dataset<model::QuickConnects>::missing(denied);
  EXPECT_EQ(read<&Inventory::queue_quick_connects>().gap->kind, model::GapKind::needs_other);
  EXPECT_EQ(aws_.calls(), 0U);
}

}  // namespace

#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "fakes/collecting.hpp"

namespace {

using nlohmann::json;
namespace connect = aws::connect;

using QueueDetailCollector = fakes::Collecting;

TEST_F(QueueDetailCollector, ReadsEveryPageOfStandardQueues) {
  aws_.answer(connect::search_queues, {{"Queues",
                                        {{{"QueueId", "q1"},
                                          {"Name", "Sales"},
                                          {"Status", "DISABLED"},
                                          {"HoursOfOperationId", "h1"},
                                          {"OutboundCallerConfig", {{"OutboundFlowId", "f1"}}}}}},
                                       {"NextToken", "t"}});
  aws_.answer(connect::search_queues, {{"Queues", {{{"QueueId", "q2"}, {"Status", "ENABLED"}}}}});
  const auto dataset = read<&Inventory::queue_details>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 2U);
  const auto& first = dataset.value->front();
  EXPECT_EQ(first.id, "q1");
  EXPECT_EQ(first.name, "Sales");
  EXPECT_EQ(first.status, model::disabled_queue);
  EXPECT_EQ(first.hours_id, "h1");
  EXPECT_EQ(first.outbound_flow_id, "f1");
  EXPECT_EQ(aws_.asked(connect::search_queues)[0],
            (json{{"InstanceId", id}, {"MaxResults", 500}, {"SearchCriteria", {{"QueueTypeCondition", "STANDARD"}}}}));
}

TEST_F(QueueDetailCollector, DoesNotGuessWhatIsNotSaid) {
  aws_.answer(connect::search_queues,
              {{"Queues", {nullptr, {{"QueueId", 7}, {"OutboundCallerConfig", json::array()}, {"Status", nullptr}}}}});
  const auto dataset = read<&Inventory::queue_details>();
  ASSERT_EQ(dataset.value->size(), 2U);
  for (const auto& queue : *dataset.value) EXPECT_EQ(queue.id + queue.status + queue.outbound_flow_id, "");
}

}  // namespace

#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "fakes/collecting.hpp"

namespace {

using nlohmann::json;
namespace connect = aws::connect;

class QueueCollector : public fakes::Collecting {};

json queue(const std::string& name, const json& type) {
  return {{"Id", "id of " + name}, {"Arn", "arn of " + name}, {"Name", name}, {"QueueType", type}};
}

// H-4: the reference read one page, with a queue for every agent among the others.
TEST_F(QueueCollector, H4_ReadsTheStandardQueuesOfEveryPage) {
  aws_.answer(connect::list_queues,
              {{"QueueSummaryList", {queue("Sales", "STANDARD"), queue("Agent 1", "AGENT")}}, {"NextToken", "t"}});
  aws_.answer(connect::list_queues, {{"QueueSummaryList", json::array()}, {"NextToken", "u"}});
  aws_.answer(connect::list_queues, {{"QueueSummaryList", {queue("Support", "STANDARD"), {{"Name", "Untyped"}}}}});
  const auto dataset = read<&Inventory::queues>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 3U);
  EXPECT_EQ(dataset.value->at(0).id, "id of Sales");
  EXPECT_EQ(dataset.value->at(0).arn, "arn of Sales");
  EXPECT_EQ(dataset.value->at(0).name, "Sales");
  EXPECT_EQ(dataset.value->at(1).name, "Support");
  EXPECT_EQ(dataset.value->at(2).name, "Untyped");
  const json first = {{"InstanceId", id}, {"QueueTypes", {"STANDARD"}}, {"MaxResults", 1000}};
  ASSERT_EQ(aws_.asked(connect::list_queues).size(), 3U);
  EXPECT_EQ(aws_.asked(connect::list_queues)[0], first);
  EXPECT_EQ(aws_.asked(connect::list_queues)[2].at("QueueTypes"), json{"STANDARD"});
}

TEST_F(QueueCollector, SurvivesItemsThatAreNoQueues) {
  aws_.answer(connect::list_queues,
              {{"QueueSummaryList", {nullptr, 7, "text", json::array(), json::object(), queue(hostile_text(), 7)}}});
  const auto dataset = read<&Inventory::queues>();
  ASSERT_EQ(dataset.value->size(), 6U);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(dataset.value->at(i).name, "");
  EXPECT_LT(dataset.value->at(5).name.size(), 400U);
}

TEST_F(QueueCollector, HasNoPartOfAListThatWasCutShort) {
  aws_.answer(connect::list_queues, {{"QueueSummaryList", {queue("Sales", "STANDARD")}}, {"NextToken", "t"}});
  aws_.fail(connect::list_queues, "AccessDeniedException", 403);
  EXPECT_EQ(failure_of([&] { read<&Inventory::queues>(); }), base::ErrorKind::denied);
}

}  // namespace

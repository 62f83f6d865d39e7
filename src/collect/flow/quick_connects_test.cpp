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

}  // namespace

#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "fakes/collecting.hpp"

namespace {

using nlohmann::json;
namespace connect = aws::connect;

class RoutingProfileCollector : public fakes::Collecting {
 protected:
  model::RoutingProfiles of(const json& profiles) {
    aws_.answer(connect::search_routing_profiles, {{"RoutingProfiles", profiles}});
    return read<&Inventory::routing_profiles>().value.value();
  }
};

TEST_F(RoutingProfileCollector, ReadsEveryPage) {
  aws_.answer(connect::search_routing_profiles,
              {{"RoutingProfiles",
                {{{"RoutingProfileId", "a"},
                  {"Name", "Voice"},
                  {"MediaConcurrencies", {{{"Channel", "VOICE"}}, {{"Channel", "CHAT"}}}},
                  {"NumberOfAssociatedQueues", 2.0},
                  {"AssociatedQueueIds", {"q1", "q2"}},
                  {"NumberOfAssociatedManualAssignmentQueues", 1},
                  {"AssociatedManualAssignmentQueueIds", {"q3"}},
                  {"DefaultOutboundQueueId", "q4"}}}},
               {"NextToken", "t"}});
  aws_.answer(connect::search_routing_profiles, {{"RoutingProfiles", {{{"RoutingProfileId", "b"}}}}});
  const auto dataset = read<&Inventory::routing_profiles>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 2U);
  const auto& first = dataset.value->front();
  EXPECT_EQ(first.name, "Voice");
  EXPECT_EQ(first.channels, 2);
  EXPECT_EQ(first.media, (std::vector<std::string>{"VOICE", "CHAT"}));
  EXPECT_EQ(first.queues.number, 2);
  EXPECT_EQ(first.queues.ids, (std::vector<std::string>{"q1", "q2"}));
  EXPECT_TRUE(first.queues.are_known());
  EXPECT_EQ(first.manual_queues.ids, std::vector<std::string>{"q3"});
  EXPECT_EQ(first.outbound_queue_id, "q4");
  EXPECT_EQ(aws_.asked(connect::search_routing_profiles)[0], (json{{"InstanceId", id}, {"MaxResults", 500}}));
}

TEST_F(RoutingProfileCollector, DoesNotGuessWhatIsNotSaid) {
  const auto profiles = of({nullptr,
                            {{"NumberOfAssociatedQueues", "3"}},
                            {{"NumberOfAssociatedQueues", 2}, {"AssociatedQueueIds", {"q", 7}}}});
  ASSERT_EQ(profiles.size(), 3U);
  for (const auto& profile : profiles) {
    EXPECT_FALSE(profile.queues.are_known());
    EXPECT_TRUE(profile.manual_queues.are_known());  // AWS says nothing of them where there are none
  }
  EXPECT_FALSE(profiles[1].queues.number);
  EXPECT_EQ(profiles[2].queues.ids, std::vector<std::string>{"q"});
}

}  // namespace

#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace read = base::read;
using nlohmann::json;

model::ProfileQueues queues_in(const json& profile, const char* number, const char* ids) {
  model::ProfileQueues queues{read::integer(profile, number), {}};
  for (const json& id : read::array(profile, ids)) {
    if (id.is_string()) queues.ids.push_back(id.get<std::string>());
  }
  return queues;
}

model::RoutingProfile profile_of(const json& item) {
  model::RoutingProfile profile{.id = read::text(item, "RoutingProfileId"),
                                .name = label(item, "Name"),
                                .channels = std::int64_t(read::array(item, "MediaConcurrencies").size()),
                                .queues = queues_in(item, "NumberOfAssociatedQueues", "AssociatedQueueIds"),
                                .manual_queues = queues_in(item, "NumberOfAssociatedManualAssignmentQueues",
                                                           "AssociatedManualAssignmentQueueIds"),
                                .outbound_queue_id = read::text(item, "DefaultOutboundQueueId")};
  // Of queues for manual assignment AWS says nothing where there are none.
  if (!profile.manual_queues.number) profile.manual_queues.number = 0;
  for (const json& media : read::array(item, "MediaConcurrencies")) {
    if (auto channel = read::text(media, "Channel"); !channel.empty()) profile.media.push_back(std::move(channel));
  }
  return profile;
}

Dataset<model::RoutingProfiles> fetch_routing_profiles(Source& source) {
  model::RoutingProfiles found;
  aws::for_each_item(source.client, aws::connect::search_routing_profiles,
                     {{"InstanceId", source.given.instance_ref.instance_id}},
                     [&](const json& item) { found.push_back(profile_of(item)); });
  return Dataset<model::RoutingProfiles>::of(std::move(found));
}

}  // namespace

const Collector collectors::routing_profiles =
    collector<&Inventory::routing_profiles, fetch_routing_profiles>("flow", {&aws::connect::search_routing_profiles});

}  // namespace collect

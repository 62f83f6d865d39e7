#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

Dataset<model::FlowAssociations> fetch_flow_associations(Source& source) {
  model::FlowAssociations found;
  aws::for_each_item(source.client, aws::connect::list_flow_associations,
                     {{"InstanceId", source.given.instance_ref.instance_id}, {"ResourceType", "VOICE_PHONE_NUMBER"}},
                     [&](const nlohmann::json& item) {
                       found[base::read::text(item, "ResourceId")] = base::read::text(item, "FlowId");
                     });
  return Dataset<model::FlowAssociations>::of(std::move(found));
}

}  // namespace

const Collector collectors::flow_associations =
    collector<&Inventory::flow_associations, fetch_flow_associations>("phone", {&aws::connect::list_flow_associations});

}  // namespace collect

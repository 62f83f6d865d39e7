#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

void add_of_type(Source& source, const char* type, model::FlowAssociations& found) {
  aws::for_each_item(source.client, aws::connect::list_flow_associations,
                     {{"InstanceId", source.given.instance_ref.instance_id}, {"ResourceType", type}},
                     [&](const nlohmann::json& item) {
                       found[base::read::text(item, "ResourceId")] = base::read::text(item, "FlowId");
                     });
}

Dataset<model::FlowAssociations> fetch_flow_associations(Source& source) {
  model::FlowAssociations found;
  add_of_type(source, "VOICE_PHONE_NUMBER", found);
  ItemGaps gaps;
  auto without_email = gaps.of([&] { add_of_type(source, "INBOUND_EMAIL", found); });
  return {std::move(found), std::move(without_email)};
}

}  // namespace

const Collector collectors::flow_associations =
    collector<&Inventory::flow_associations, fetch_flow_associations>("phone", {&aws::connect::list_flow_associations});

}  // namespace collect

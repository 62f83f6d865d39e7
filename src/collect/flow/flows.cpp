#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

Dataset<model::FlowSummaries> fetch_flows(Source& source) {
  model::FlowSummaries found;
  aws::for_each_item(
      source.client, aws::connect::list_contact_flows, {{"InstanceId", source.given.instance_ref.instance_id}},
      [&](const nlohmann::json& item) {
        found.push_back({base::read::text(item, "Id"), base::read::text(item, "Arn"), label(item, "Name"),
                         base::read::text(item, "ContactFlowType"), base::read::text(item, "ContactFlowState"),
                         base::read::text(item, "ContactFlowStatus")});
      });
  return Dataset<model::FlowSummaries>::of(std::move(found));
}

}  // namespace

const Collector collectors::flows =
    collector<&Inventory::flows, fetch_flows>("flow", {&aws::connect::list_contact_flows});

}  // namespace collect

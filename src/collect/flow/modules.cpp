#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

Dataset<model::FlowSummaries> fetch_modules(Source& source) {
  model::FlowSummaries found;
  aws::for_each_item(source.client, aws::connect::list_contact_flow_modules,
                     {{"InstanceId", source.given.instance_ref.instance_id}}, [&](const nlohmann::json& item) {
                       found.push_back({base::read::text(item, "Id"), base::read::text(item, "Arn"),
                                        label(item, "Name"), "MODULE", base::read::text(item, "State"), ""});
                     });
  return Dataset<model::FlowSummaries>::of(std::move(found));
}

}  // namespace

const Collector collectors::modules =
    collector<&Inventory::modules, fetch_modules>("flow", {&aws::connect::list_contact_flow_modules});

}  // namespace collect

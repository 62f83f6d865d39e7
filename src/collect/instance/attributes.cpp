#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

Dataset<model::InstanceAttributes> fetch_attributes(Source& source) {
  model::InstanceAttributes found;
  aws::for_each_item(source.client, aws::connect::list_instance_attributes,
                     {{"InstanceId", source.given.instance_ref.instance_id}}, [&](const nlohmann::json& item) {
                       found.push_back({base::read::text(item, "AttributeType"), base::read::text(item, "Value")});
                     });
  return Dataset<model::InstanceAttributes>::of(std::move(found));
}

}  // namespace

const Collector collectors::attributes =
    collector<&Inventory::attributes, fetch_attributes>("instance", {&aws::connect::list_instance_attributes});

}  // namespace collect

#include "aws/operations/cloudtrail.hpp"
#include "aws/operations/cloudwatch.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/logs.hpp"
#include "aws/operations/pinpoint.hpp"
#include "aws/operations/service_quotas.hpp"
#include "collect/datasets.hpp"
#include "collect/resource_counts.hpp"

namespace collect {
namespace {

// A row of the table for one member of the inventory and the function that fetches it.
template <auto member, auto fetch>
Collector row(std::string_view dataset, std::string_view component, std::vector<std::string_view> needs,
              std::vector<const aws::Operation*> operations) {
  return {dataset,
          component,
          std::move(needs),
          std::move(operations),
          [](Source& source, Inventory& inventory) { inventory.*member = fetch(source, inventory); },
          [](Inventory& inventory, model::Gap gap) {
            using Member = std::remove_reference_t<decltype(inventory.*member)>;
            inventory.*member = Member::missing(std::move(gap));
          },
          [](const Inventory& inventory) { return (inventory.*member).known(); },
          [](const Inventory& inventory) -> const std::optional<model::Gap>& { return (inventory.*member).gap; }};
}

}  // namespace

const std::vector<Collector>& table() {
  using I = Inventory;
  namespace connect = aws::connect;
  static const std::vector<Collector> rows = {
      row<&I::instance, instance>("instance", "instance", {}, {&connect::describe_instance}),
      row<&I::attributes, attributes>("attributes", "instance", {}, {&connect::list_instance_attributes}),
      row<&I::storage, storage>("storage", "instance", {}, {&connect::list_instance_storage_configs}),
      row<&I::queues, queues>("queues", "metrics", {}, {&connect::list_queues}),
      row<&I::flows, flows>("flows", "flow", {}, {&connect::list_contact_flows}),
      row<&I::modules, modules>("modules", "flow", {}, {&connect::list_contact_flow_modules}),
      row<&I::phone_numbers, phone_numbers>(
          "phone_numbers", "phone", {}, {&connect::list_traffic_distribution_groups, &connect::list_phone_numbers_v2}),
      row<&I::quotas, quotas>(
          "quotas", "quota", {},
          {&aws::service_quotas::list_service_quotas, &aws::service_quotas::list_aws_default_service_quotas}),
      row<&I::counts, counts>("counts", "quota", {"queues", "flows", "modules", "phone_numbers"},
                              counting_operations()),
      row<&I::metrics, metrics>("metrics", "metrics", {"queues", "flows"}, {&aws::cloudwatch::get_metric_data}),
      row<&I::log_group, log_group>("log_group", "logs", {"instance"}, {&aws::logs::describe_log_groups}),
      row<&I::flow_log, flow_log>("flow_log", "logs", {"log_group"}, {&aws::logs::filter_log_events}),
      row<&I::flow_associations, flow_associations>("flow_associations", "phone", {},
                                                    {&connect::list_flow_associations}),
      row<&I::carriers, carriers>("carriers", "phone", {"phone_numbers"}, {&aws::pinpoint::phone_number_validate}),
      row<&I::phone_states, phone_states>("phone_states", "phone", {"phone_numbers"},
                                          {&connect::describe_phone_number}),
      row<&I::flow_contents, flow_contents>("flow_contents", "flow", {"flows"},
                                            {&connect::search_contact_flows, &connect::describe_contact_flow}),
      row<&I::module_contents, module_contents>(
          "module_contents", "flow", {"modules"},
          {&connect::search_contact_flow_modules, &connect::describe_contact_flow_module}),
      row<&I::api_throttles, api_throttles>("api_throttles", "cloudtrail", {}, {&aws::cloudtrail::lookup_events}),
  };
  return rows;
}

}  // namespace collect

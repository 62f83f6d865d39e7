#include <utility>

#include "aws/operations/cloudtrail.hpp"
#include "aws/operations/cloudwatch.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/logs.hpp"
#include "aws/operations/pinpoint.hpp"
#include "aws/operations/service_quotas.hpp"
#include "collect/datasets.hpp"
#include "collect/quota/counts.hpp"

namespace collect {
namespace {

// A row of the table: the member that a function fills, the function, and the members that are its parameters.
template <auto member, auto fetch, auto... needs>
Collector row(std::string_view component, std::vector<const aws::Operation*> operations) {
  return {model::dataset_of<member>,
          component,
          {model::dataset_of<needs>...},
          std::move(operations),
          [](Source& source, model::Inventory& inventory) {
            inventory.*member = fetch(source, std::as_const(inventory.*needs)...);
          }};
}

}  // namespace

const std::vector<Collector>& table() {
  using I = model::Inventory;
  namespace connect = aws::connect;
  static const std::vector<Collector> rows = {
      // Without it ListInstances is tried, for which nobody has to be granted more: it is not listed here.
      row<&I::instance, instance>("instance", {&connect::describe_instance}),
      row<&I::attributes, attributes>("instance", {&connect::list_instance_attributes}),
      row<&I::storage, storage>("instance", {&connect::list_instance_storage_configs}),
      row<&I::queues, queues>("metrics", {&connect::list_queues}),
      row<&I::flows, flows>("flow", {&connect::list_contact_flows}),
      row<&I::modules, modules>("flow", {&connect::list_contact_flow_modules}),
      row<&I::phone_numbers, phone_numbers>(
          "phone", {&connect::list_traffic_distribution_groups, &connect::list_phone_numbers_v2}),
      row<&I::quotas, quotas>(
          "quota", {&aws::service_quotas::list_service_quotas, &aws::service_quotas::list_aws_default_service_quotas}),
      row<&I::counts, counts, &I::queues, &I::flows, &I::modules, &I::phone_numbers>("quota", counting_operations()),
      row<&I::metrics, metrics, &I::queues, &I::flows>("metrics", {&aws::cloudwatch::get_metric_data}),
      row<&I::log_group, log_group, &I::instance>("logs", {&aws::logs::describe_log_groups}),
      row<&I::flow_log, flow_log, &I::log_group>("logs", {&aws::logs::filter_log_events}),
      row<&I::flow_associations, flow_associations>("phone", {&connect::list_flow_associations}),
      row<&I::carriers, carriers, &I::phone_numbers>("phone", {&aws::pinpoint::phone_number_validate}),
      row<&I::phone_states, phone_states, &I::phone_numbers>("phone", {&connect::describe_phone_number}),
      row<&I::flow_contents, flow_contents, &I::flows>(
          "flow", {&connect::search_contact_flows, &connect::describe_contact_flow}),
      row<&I::module_contents, module_contents, &I::modules>(
          "flow", {&connect::search_contact_flow_modules, &connect::describe_contact_flow_module}),
      row<&I::api_throttles, api_throttles>("cloudtrail", {&aws::cloudtrail::lookup_events}),
  };
  return rows;
}

}  // namespace collect

#include "app/flows/number_flows.hpp"

#include <fmt/format.h>
#include <set>

namespace app {

std::vector<NumberFlow> flows_of_number(const model::Inventory& inventory, const model::PhoneNumber& number) {
  std::vector<NumberFlow> flows;
  if (inventory.flow_associations.known()) {
    const auto calls = inventory.flow_associations.value->find(number.arn);
    if (calls != inventory.flow_associations.value->end()) flows.push_back({model::flow_id(calls->second), false});
  }
  if (inventory.message_flows.known()) {
    const auto messages = inventory.message_flows.value->find(number.id);
    if (messages != inventory.message_flows.value->end() && !messages->second.flow_arn.empty()) {
      flows.push_back({model::flow_id(messages->second.flow_arn), true});
    }
  }
  return flows;
}

std::map<std::string, std::vector<std::string>> numbers_by_flow(
    const model::Inventory& inventory, const std::function<std::string(const std::string&)>& masked) {
  std::map<std::string, std::vector<std::string>> numbers;
  if (!inventory.phone_numbers.known()) return numbers;
  for (const model::PhoneNumber& number : inventory.phone_numbers.value->numbers) {
    const std::string shown = masked ? masked(number.e164) : number.e164;
    for (const auto& [flow, is_by_message] : flows_of_number(inventory, number)) {
      numbers[flow].push_back(is_by_message ? fmt::format("{} (messages)", shown) : shown);
    }
  }
  return numbers;
}

OtherEntrances other_entrances(const model::Inventory& inventory) {
  OtherEntrances entrances;
  if (inventory.quick_connects.known()) {
    for (const model::QuickConnect& one : *inventory.quick_connects.value) {
      if (!one.flow_id.empty()) entrances.quick_connects[one.flow_id].push_back(one.name);
    }
  }
  if (inventory.queue_details.known()) {
    for (const model::QueueDetail& queue : *inventory.queue_details.value) {
      if (!queue.outbound_flow_id.empty()) entrances.queues[queue.outbound_flow_id].push_back(queue.name);
    }
  }
  if (inventory.task_templates.known()) {
    for (const model::TaskTemplate& one : *inventory.task_templates.value) {
      if (!is_in_use(one)) continue;
      for (const std::string& flow : std::set{model::flow_id(one.flow_id), model::flow_id(one.self_assign_flow_id)}) {
        if (!flow.empty()) entrances.task_templates[flow].push_back(one.name);
      }
    }
  }
  return entrances;
}

}  // namespace app

#include "app/flows/number_flows.hpp"

#include <fmt/format.h>

namespace app {

std::map<std::string, std::vector<std::string>> numbers_by_flow(
    const model::Inventory& inventory, const std::function<std::string(const std::string&)>& masked) {
  std::map<std::string, std::vector<std::string>> numbers;
  if (!inventory.phone_numbers.known()) return numbers;
  for (const model::PhoneNumber& number : inventory.phone_numbers.value->numbers) {
    const std::string shown = masked ? masked(number.e164) : number.e164;
    if (inventory.flow_associations.known()) {
      const auto calls = inventory.flow_associations.value->find(number.arn);
      if (calls != inventory.flow_associations.value->end()) numbers[model::flow_id(calls->second)].push_back(shown);
    }
    if (inventory.message_flows.known()) {
      const auto messages = inventory.message_flows.value->find(number.id);
      if (messages == inventory.message_flows.value->end() || messages->second.flow_arn.empty()) continue;
      numbers[model::flow_id(messages->second.flow_arn)].push_back(fmt::format("{} (messages)", shown));
    }
  }
  return numbers;
}

}  // namespace app

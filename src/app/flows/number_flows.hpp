// What leads to which flow beside the blocks of others: numbers, quick connects, queues and task templates. Pure
// functions on what was read.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/inventory.hpp"

namespace app {

struct NumberFlow {
  std::string id;
  bool is_by_message = false;  // else by a call
};

// The flows that calls and messages to it lead to, as far as that is known.
std::vector<NumberFlow> flows_of_number(const model::Inventory& inventory, const model::PhoneNumber& number);

// By id of the flow: the numbers whose calls or messages lead there, as `masked` shows them.
std::map<std::string, std::vector<std::string>> numbers_by_flow(
    const model::Inventory& inventory, const std::function<std::string(const std::string& number)>& masked);

// Names of those that lead to a flow, by its id.
struct OtherEntrances {
  std::map<std::string, std::vector<std::string>> quick_connects;
  std::map<std::string, std::vector<std::string>> queues;          // whose outbound calls it whispers in
  std::map<std::string, std::vector<std::string>> task_templates;  // whose tasks start there
};

OtherEntrances other_entrances(const model::Inventory& inventory);

}  // namespace app

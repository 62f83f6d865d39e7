// A component is the unit that is stored: which datasets it takes, and its facts as JSON. Pure functions.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

#include "model/dataset.hpp"
#include "model/inventory.hpp"

namespace components {

struct Component {
  std::string_view name;   // componentType: stays as users know it
  std::string_view title;  // heading of its section in the report
  // The facts for the document's `data`. Never throws for a dataset that is missing: what is not known is null or
  // absent.
  nlohmann::json (*data)(const model::Inventory&);
  // Every dataset that the facts or one of the component's checks read, by its name in the collectors' table. Others
  // may still be under way when the component is judged.
  std::vector<std::string_view> datasets = {};
};

// In the order in which reports show them.
const std::vector<Component>& table();

// Throws base::Error(usage) that lists the known ones when there is no such component.
const Component& find(std::string_view name);

}  // namespace components

#include <nlohmann/json.hpp>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "components/cloudtrail/facts.hpp"
#include "components/component.hpp"
#include "components/flow/facts.hpp"
#include "components/instance/facts.hpp"
#include "components/logs/facts.hpp"
#include "components/metrics/facts.hpp"
#include "components/phone/facts.hpp"
#include "components/quota/facts.hpp"

namespace components {
namespace {

// A row of the table: the function that makes the facts, and the members of the inventory that are its parameters.
template <auto facts, auto... members>
Component component(std::string_view name, std::string_view title) {
  return {name,
          title,
          [](const model::Inventory& inventory) {
            return nlohmann::json(to_json(facts(scene_of(inventory), inventory.*members...)));
          },
          {model::dataset_of<members>...}};
}

}  // namespace

const std::vector<Component>& table() {
  using I = model::Inventory;
  static const std::vector<Component> components = {
      component<instance_facts, &I::instance, &I::attributes, &I::storage>("instance", "Instance"),
      component<quota_facts, &I::quotas, &I::counts, &I::metrics>("quota", "Quotas"),
      component<metrics_facts, &I::metrics, &I::queues, &I::flows>("metrics", "Contact traffic"),
      component<phone_facts, &I::phone_numbers, &I::phone_states, &I::flow_associations, &I::carriers>("phone",
                                                                                                       "Phone numbers"),
      component<flow_facts, &I::attributes, &I::flows, &I::modules, &I::flow_contents, &I::module_contents>("flow",
                                                                                                            "Flows"),
      component<cloudtrail_facts, &I::api_throttles>("cloudtrail", "API throttling"),
      component<logs_facts, &I::log_group, &I::flow_log>("logs", "Flow logs"),
  };
  return components;
}

const Component& find(std::string_view name) {
  std::string known;
  for (const auto& component : table()) {
    if (component.name == name) return component;
    known += (known.empty() ? "" : ", ") + std::string(component.name);
  }
  throw base::Error(base::ErrorKind::usage,
                    "there is no component '" + base::printable(name, 60) + "'; there are " + known);
}

}  // namespace components

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

template <auto facts>
nlohmann::json data(const model::Inventory& inventory) {
  return to_json(facts(inventory));
}

}  // namespace

// Every component takes `instance`: findings name the instance and link into it.
const std::vector<Component>& table() {
  static const std::vector<Component> components = {
      {"instance", "Instance", data<instance_facts>, {"instance", "attributes", "storage"}},
      {"quota", "Quotas", data<quota_facts>, {"instance", "quotas", "counts", "metrics"}},
      {"metrics", "Contact traffic", data<metrics_facts>, {"instance", "metrics", "queues", "flows"}},
      {"phone",
       "Phone numbers",
       data<phone_facts>,
       {"instance", "phone_numbers", "phone_states", "flow_associations", "carriers"}},
      {"flow",
       "Flows",
       data<flow_facts>,
       {"instance", "attributes", "flows", "modules", "flow_contents", "module_contents"}},
      {"cloudtrail", "API throttling", data<cloudtrail_facts>, {"instance", "api_throttles"}},
      {"logs", "Flow logs", data<logs_facts>, {"instance", "attributes", "flow_log", "log_group"}},
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

#include "model/phone.hpp"

namespace model {

std::set<std::string> entry_flows(const Dataset<FlowAssociations>& associations) {
  std::set<std::string> ids;
  if (!associations.known()) return ids;
  for (const auto& [number, flow_arn] : *associations.value) {
    const std::string id = flow_arn.substr(flow_arn.rfind('/') + 1);
    ids.insert(id.substr(0, id.find(':')));  // a version or an alias may follow
  }
  return ids;
}

}  // namespace model

#include "model/phone.hpp"

#include "model/flow.hpp"

namespace model {

std::set<std::string> entry_flows(const Dataset<FlowAssociations>& associations,
                                  const Dataset<MessageFlows>& messages) {
  std::set<std::string> ids;
  if (associations.known()) {
    for (const auto& [number, flow_arn] : *associations.value) ids.insert(flow_id(flow_arn));
  }
  if (messages.known()) {
    for (const auto& [number, message] : *messages.value) {
      if (!message.flow_arn.empty()) ids.insert(flow_id(message.flow_arn));
    }
  }
  return ids;
}

std::set<std::string> email_flows(const Dataset<FlowAssociations>& associations,
                                  const Dataset<MessageFlows>& messages) {
  std::set<std::string> ids, by_others = entry_flows({}, messages);
  if (!associations.known()) return ids;
  for (const auto& [source, flow_arn] : *associations.value) {
    const bool is_email = source.find("email-address/") != std::string::npos;
    (is_email ? ids : by_others).insert(flow_id(flow_arn));
  }
  std::erase_if(ids, [&](const std::string& id) { return by_others.contains(id); });
  return ids;
}

std::optional<Gap> unknown_entries(const Dataset<FlowAssociations>& associations,
                                   const Dataset<MessageFlows>& messages) {
  if (associations.gap) return associations.gap;
  if (messages.gap) return messages.gap;
  if (!messages.known()) return std::nullopt;
  for (const auto& [number, message] : *messages.value) {
    if (message.gap) return message.gap;
  }
  return std::nullopt;
}

}  // namespace model

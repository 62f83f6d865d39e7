#include "model/phone.hpp"

namespace model {

namespace {

// "arn:…:contact-flow/ID", behind which a version or an alias may follow.
std::string flow_id(const std::string& flow_arn) {
  const std::string id = flow_arn.substr(flow_arn.rfind('/') + 1);
  return id.substr(0, id.find(':'));
}

}  // namespace

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

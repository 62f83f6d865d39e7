#include "formats/html/findings.hpp"

#include <fmt/format.h>

namespace formats {

std::string resource_name(const model::Resource& resource) {
  return resource.name.empty() ? resource.key : resource.name;
}

std::string action_text(const model::Finding& finding) {
  if (!finding.action.empty()) return finding.action;
  std::string first = finding.remedy.substr(0, finding.remedy.find(". "));
  if (first.ends_with('.')) first.pop_back();
  return first;
}

std::string filter_classes(const model::Finding& finding) {
  const std::string severity = model::needs_action(finding) ? std::string(model::name(finding.severity)) : "none";
  return fmt::format("finding is-{} is-{} is-{}", model::name(finding.status), severity, model::name(finding.pillar));
}

}  // namespace formats

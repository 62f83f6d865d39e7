#include "analysis/handed_on.hpp"

#include <algorithm>

namespace analysis {
namespace {

using model::AttributeSetting;
using model::AttributeSource;

struct ScopeRoot {
  std::string_view root;
  AttributeScope scope;
  std::string_view stand_in;
};
constexpr ScopeRoot scope_roots[] = {{"$.Attributes.", AttributeScope::contact, "$.Attributes.$"},
                                     {"$.FlowAttributes.", AttributeScope::flow, "$.FlowAttributes.$"},
                                     {"$.Modules.Input.", AttributeScope::input, "$.Modules.Input.$"},
                                     {"$.Modules.ResultData.", AttributeScope::result, "$.Modules.ResultData.$"}};

const ScopeRoot* root_of(std::string_view attribute) {
  const auto* found =
      std::ranges::find_if(scope_roots, [&](const ScopeRoot& one) { return attribute.starts_with(one.root); });
  return found == std::end(scope_roots) ? nullptr : found;
}

template <typename Visit>
void each_setting(const FollowedFlows& flows, Visit&& visit) {
  for (Node node = 0; node < flows.graph.size(); ++node) {
    if (!flows.reached[node]) continue;
    for (const AttributeSetting& setting : flows.graph.action(node).sets) {
      if (root_of(setting.attribute) != nullptr) visit(node, setting);
    }
  }
}

}  // namespace

std::optional<AttributeScope> scope_of(std::string_view attribute) {
  const ScopeRoot* root = root_of(attribute);
  return root == nullptr ? std::nullopt : std::optional(root->scope);
}

std::string_view followed_name(std::string_view attribute) {
  const ScopeRoot* root = root_of(attribute);
  const bool is_of_module =
      root != nullptr && (root->scope == AttributeScope::input || root->scope == AttributeScope::result);
  return is_of_module ? attribute.substr(0, attribute.find_first_of(".[", root->root.size())) : attribute;
}

std::optional<std::string_view> stand_in_for(std::string_view attribute) {
  const ScopeRoot* root = root_of(attribute);
  return root == nullptr ? std::nullopt : std::optional(root->stand_in);
}

bool is_stand_in(std::string_view attribute) {
  return stand_in_for(attribute) == attribute;
}

HandedOn::HandedOn(const FollowedFlows& flows, const AttributesRead& reads) : at_(flows.graph.size()) {
  for (Node node = 0; node < flows.graph.size(); ++node) {
    if (!flows.reached[node]) continue;
    for (const std::string& attribute : reads(flows.graph.action(node))) add(attribute);
  }
  if (size() == 0) return;
  add_sources(flows);
  each_setting(flows, [&](Node node, const AttributeSetting& setting) {
    if (const auto attribute = number(setting.attribute)) at_[node].push_back(handing_on(*attribute, setting));
  });
}

std::optional<std::uint32_t> HandedOn::add(std::string_view attribute) {
  const auto scope = scope_of(attribute);
  if (!scope) return std::nullopt;
  const auto [found, is_new] = numbers_.try_emplace(std::string(followed_name(attribute)), std::uint32_t(size()));
  if (is_new) {
    names_.push_back(found->first);
    scopes_.push_back(*scope);
  }
  return found->second;
}

void HandedOn::add_sources(const FollowedFlows& flows) {
  std::unordered_map<std::string, std::vector<const AttributeSetting*>> settings;
  each_setting(flows, [&](Node, const AttributeSetting& setting) {
    settings[std::string(followed_name(setting.attribute))].push_back(&setting);
  });
  for (std::size_t next = 0; next < names_.size(); ++next) {
    const std::string stand_in(*stand_in_for(names_[next]));
    if (settings.contains(stand_in)) add(stand_in);
    const auto found = settings.find(names_[next]);
    if (found == settings.end()) continue;
    for (const AttributeSetting* setting : found->second) {
      for (const std::string& from : setting->from) add(from);
    }
  }
}

HandingOn HandedOn::handing_on(std::uint32_t attribute, const AttributeSetting& setting) const {
  HandingOn handing{attribute};
  for (const std::string& from : setting.from) {
    if (const auto any = number_of_stand_in(from)) handing.from.push_back(*any);
    if (const auto followed = number(from)) {
      handing.from.push_back(*followed);
    } else {
      handing.other = std::min(handing.other, model::source_of(from));
    }
  }
  return handing;
}

std::optional<std::uint32_t> HandedOn::number(std::string_view attribute) const {
  if (!scope_of(attribute)) return std::nullopt;
  const auto found = numbers_.find(std::string(followed_name(attribute)));
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint32_t> HandedOn::number_of_stand_in(std::string_view attribute) const {
  const auto stand_in = stand_in_for(attribute);
  return stand_in ? number(*stand_in) : std::nullopt;
}

std::vector<bool> HandedOn::set_by_caller() const {
  std::vector<std::vector<std::uint32_t>> set_to(size());
  std::vector<std::uint32_t> open;
  for (const auto& handings : at_) {
    for (const HandingOn& one : handings) {
      for (const std::uint32_t from : one.from) set_to[from].push_back(one.attribute);
      if (one.other == AttributeSource::caller) open.push_back(one.attribute);
    }
  }
  std::vector<bool> found(size());
  while (!open.empty()) {
    const std::uint32_t attribute = open.back();
    open.pop_back();
    if (found[attribute]) continue;
    found[attribute] = true;
    open.insert(open.end(), set_to[attribute].begin(), set_to[attribute].end());
  }
  return found;
}

}  // namespace analysis

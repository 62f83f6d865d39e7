#include "formats/html/places.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "components/component.hpp"

namespace formats {
namespace {

std::vector<Section> sections(const model::Review& review, page::Anchors& anchors) {
  std::vector<Section> sections;
  const auto add = [&](const std::string& component, const std::string& title) {
    if (std::ranges::find(sections, component, &Section::component) != sections.end()) return;
    sections.push_back({component, title, anchors.unique(fmt::format("component-{}", component))});
  };
  for (const auto& component : components::table()) add(std::string(component.name), std::string(component.title));
  std::vector<std::string> others;
  for (const auto& document : review.documents) others.push_back(document.component);
  for (const auto& one : review.unreadable) others.push_back(one.component);
  std::ranges::sort(others);
  for (const auto& component : others) {
    if (component != model::status_component) add(component, component.empty() ? "Unnamed component" : component);
  }
  return sections;
}

}  // namespace

Places::Places(const model::Review& review, const std::vector<model::Finding>& findings) {
  // The anchors that page.mustache and news.mustache themselves name.
  for (const char* fixed :
       {"main", "summary", "action", "act-now", "plan", "not-assessed", "nothing-to-do", "method", "glossary", "news",
        "news-new", "news-worse", "news-better", "news-fixed", "news-cannot_tell", "news-quotas"}) {
    anchors_.unique(fixed);
  }
  sections_ = formats::sections(review, anchors_);
  for (const auto& finding : findings) {
    findings_[&finding] = anchors_.unique(fmt::format("finding-{}", finding.id));
    by_id_.try_emplace(finding.id, &finding);
  }
}

const Section* Places::section(const std::string& component) const {
  const auto found = std::ranges::find(sections_, component, &Section::component);
  return found == sections_.end() ? nullptr : &*found;
}

std::string Places::of(const model::Finding& finding) const {
  const auto own = findings_.find(&finding);
  if (own != findings_.end()) return own->second;
  const auto same = by_id_.find(finding.id);
  return same == by_id_.end() ? "" : findings_.at(same->second);
}

std::string Places::share(const std::vector<const model::Finding*>& findings) {
  const std::string anchor = of(*findings.front());
  for (const auto* finding : findings) findings_[finding] = anchor;
  return anchor;
}

}  // namespace formats

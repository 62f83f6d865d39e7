#include "model/review.hpp"

#include <algorithm>
#include <utility>

namespace model {
namespace {

void widen(std::optional<Window>& window, const std::optional<Window>& other) {
  if (!other) return;
  if (!window) {
    window = other;
    return;
  }
  window->start = std::min(window->start, other->start);
  window->end = std::max(window->end, other->end);
}

// arn:PARTITION:connect:REGION:ACCOUNT:instance/ID; a part that is not there stays empty.
InstanceRef ref_of(const std::string& arn) {
  std::vector<std::string> parts(1);
  for (const char c : arn) {
    if (c == ':' && parts.size() < 6) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  parts.resize(6);
  const auto slash = parts[5].find('/');
  return {arn, parts[1], parts[3], parts[4], slash == std::string::npos ? "" : parts[5].substr(slash + 1)};
}

}  // namespace

void add_stored(Review& review, std::string_view component, const nlohmann::json& body) {
  if (component == status_component) {
    review.status = status_from_json(body);
  } else {
    review.documents.push_back(document_from_json(body));
  }
}

const Document* Review::document(std::string_view component) const {
  const auto found = std::ranges::find(documents, component, &Document::component);
  return found == documents.end() ? nullptr : &*found;
}

std::optional<Window> Review::window() const {
  std::optional<Window> all;
  for (const auto& document : documents) widen(all, document.window);
  return all;
}

bool holds_facts(const Document& document) {
  if (document.status == DocumentStatus::failed || !document.data.is_object()) return false;
  return std::ranges::any_of(document.data, [](const auto& member) { return !member.is_null(); }) &&
         !document.data.contains("error");
}

InstanceRef instance_of(const Review& review) {
  if (!review.status.instance_arn.empty()) return ref_of(review.status.instance_arn);
  const auto found =
      std::ranges::find_if(review.documents, [](const Document& one) { return !one.instance_arn.empty(); });
  return found == review.documents.end() ? ref_of("") : ref_of(found->instance_arn);
}

std::vector<Finding> all_findings(const Review& review) {
  std::vector<Finding> findings;
  for (const auto& document : review.documents) {
    findings.insert(findings.end(), document.findings.begin(), document.findings.end());
  }
  std::ranges::stable_sort(findings, comes_before);
  return findings;
}

}  // namespace model

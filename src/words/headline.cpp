#include "words/headline.hpp"

#include <fmt/format.h>

#include "model/groups.hpp"

namespace words {

std::string headline(const model::Finding& finding) {
  if (!finding.headline.empty()) return finding.headline;
  const std::string& seen = finding.observed.empty() ? finding.reason : finding.observed;
  if (seen.empty()) return model::title_of(finding);
  const std::string& name = finding.resource.name.empty() ? finding.resource.key : finding.resource.name;
  return fmt::format("{}: {}", name, seen);
}

std::string muted(const model::Muted& muted) {
  std::string text = muted.expires.empty() ? "Muted" : fmt::format("Muted until {}", muted.expires);
  if (!muted.owner.empty()) text += fmt::format(" by {}", muted.owner);
  return muted.reason.empty() ? text : fmt::format("{}: {}", text, muted.reason);
}

}  // namespace words

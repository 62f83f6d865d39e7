#include "words/headline.hpp"

#include <fmt/format.h>

namespace words {

std::string headline(const model::Finding& finding) {
  if (!finding.headline.empty()) return finding.headline;
  const std::string& seen = finding.observed.empty() ? finding.reason : finding.observed;
  if (seen.empty()) return finding.title.empty() ? finding.check_id : finding.title;
  const std::string& name = finding.resource.name.empty() ? finding.resource.key : finding.resource.name;
  return fmt::format("{}: {}", name, seen);
}

}  // namespace words

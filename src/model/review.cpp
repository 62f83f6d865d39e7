#include "model/review.hpp"

#include <algorithm>

namespace model {

std::vector<Finding> all_findings(const Review& review) {
  std::vector<Finding> findings;
  for (const auto& document : review.documents) {
    findings.insert(findings.end(), document.findings.begin(), document.findings.end());
  }
  std::ranges::stable_sort(findings, comes_before);
  return findings;
}

}  // namespace model

#include "model/tally.hpp"

#include <numeric>

namespace model {

Tally::Tally(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) add(finding);
}

void Tally::add(const Finding& finding) {
  if (finding.muted) {
    ++muted_;
    return;
  }
  ++counts_[std::size_t(finding.status)][std::size_t(finding.severity)];
}

int Tally::of(Status status) const {
  const auto& counts = counts_[std::size_t(status)];
  return std::accumulate(counts.begin(), counts.end(), 0);
}

int Tally::of(Status status, Severity severity) const {
  return counts_[std::size_t(status)][std::size_t(severity)];
}

int Tally::total() const {
  int sum = muted_;
  for (const Status status : all_statuses) sum += of(status);
  return sum;
}

std::map<std::string, int> Tally::by_name() const {
  std::map<std::string, int> counts;
  for (const Status status : all_statuses) {
    if (const int count = of(status); count > 0) counts.emplace(name(status), count);
  }
  if (muted_ > 0) counts.emplace("muted", muted_);
  return counts;
}

}  // namespace model

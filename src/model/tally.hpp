// How many findings there are of each status and severity: the one count that reports, answers, exit codes and metrics
// tell. Those that are muted count apart, whatever their status. Plain data.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "model/finding.hpp"

namespace model {

class Tally {
 public:
  Tally() = default;
  explicit Tally(const std::vector<Finding>& findings);

  void add(const Finding& finding);

  int of(Status status) const;
  int of(Status status, Severity severity) const;
  int muted() const { return muted_; }
  int total() const;  // with the muted
  bool empty() const { return total() == 0; }

  // By the statuses' names and "muted", those that there are: as a STATUS document and an answer say it.
  std::map<std::string, int> by_name() const;

  bool operator==(const Tally&) const = default;

 private:
  static constexpr std::size_t severities = std::size_t(Severity::informational) + 1;

  std::array<std::array<int, severities>, std::size(all_statuses)> counts_{};  // by status, then by severity
  int muted_ = 0;
};

}  // namespace model

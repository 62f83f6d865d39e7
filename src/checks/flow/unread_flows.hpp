// Flows and modules whose content is not known. Why one was not read may pass until the next review; what was read and
// not understood stays so, and is told apart. Pure data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checks/check.hpp"

namespace checks {

class UnreadFlows {
 public:
  void add(const std::string& name, Gap gap);
  const std::optional<Gap>& first_gap() const { return first_gap_; }
  // With the reason of those that another review may read, where there are any.
  std::optional<Judgement> told(std::string_view title) const;

 private:
  struct Group {
    std::vector<std::string> names;
    std::optional<Gap> gap;  // of the first
  };

  Group unread_, not_understood_;
  std::optional<Gap> first_gap_;
};

}  // namespace checks

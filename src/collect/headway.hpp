// How far the reading of a review's datasets is, for who watches it. Any thread.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "aws/operation.hpp"
#include "base/clock.hpp"
#include "model/inventory.hpp"

namespace collect {

// A dataset that is being read.
struct Reading {
  model::DatasetId dataset{};
  std::string_view items{};                   // "flows"; empty: it comes as a whole
  std::size_t done = 0, of = 0;               // items; of 0: nobody knows how many there will be
  const aws::Operation* operation = nullptr;  // that each further item is a call of; nullptr: several are one call
  std::optional<base::Time> since{};          // the items are asked for one by one
  std::size_t done_before = 0;                // items that were there by then
  std::optional<base::Time> until{};          // no more are asked for from then on
};

class Headway {
 public:
  // What collectors tell; before and after it is read, and as they come to know more.
  void begin(model::DatasetId dataset);
  void end(model::DatasetId dataset);
  template <typename Change>
  void tell(model::DatasetId dataset, const Change& change) {
    const std::lock_guard lock(mutex_);
    const auto found = under_way_.find(dataset);
    if (found != under_way_.end()) change(found->second);
  }

  // In the order of datasets.def.
  std::vector<Reading> under_way() const;

 private:
  mutable std::mutex mutex_;  // guards what follows
  std::map<model::DatasetId, Reading> under_way_;
};

// What one collector tells of its own dataset; without a headway nobody watches.
class Steps {
 public:
  Steps() = default;
  Steps(Headway* headway, model::DatasetId dataset, const base::Clock& clock)
      : headway_(headway), dataset_(dataset), clock_(&clock) {}

  // From here on each item is a call of `operation`, or several are one call; so many are there already.
  void expect(std::string_view items, std::size_t of, const aws::Operation* operation, std::size_t done = 0) const;
  // Nobody knows how many there are, but none is asked for after `until`.
  void expect_until(std::string_view items, const std::optional<base::Time>& until) const;
  void done(std::size_t items = 1) const;  // so many more

 private:
  Headway* headway_ = nullptr;
  model::DatasetId dataset_{};
  const base::Clock* clock_ = nullptr;
};

}  // namespace collect

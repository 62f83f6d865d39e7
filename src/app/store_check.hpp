// One store read whole: every document, every report, the dates of both, and what lies there that is no review's.
// Nothing is written, and one thing that is wrong hides no other. Any thread.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "app/move/each_review.hpp"
#include "base/clock.hpp"
#include "store/store.hpp"

namespace app {

struct Checked {
  std::int64_t reviews = 0;
  std::int64_t documents = 0;  // that can be read
  std::int64_t reports = 0;
  std::vector<Remark> damaged;     // documents and reports that cannot be read, or are not what was written
  std::vector<Remark> newer;       // documents of a newer version of the program, which this one cannot judge
  std::vector<Remark> missing;     // what a review's state counts and the store lacks
  std::vector<Remark> unfinished;  // reviews that were interrupted, or whose reports were never written
  std::vector<Remark> dates;       // that cannot be
  std::vector<Remark> foreign;     // what is no review's

  bool whole() const {
    return damaged.empty() && newer.empty() && missing.empty() && unfinished.empty() && dates.empty() &&
           foreign.empty();
  }
};

Checked check(store::Store& store, base::Time now, std::size_t threads, const ReviewDone& review_done);

// As `storage check --json` prints it.
nlohmann::json to_json(const Checked& checked);

}  // namespace app

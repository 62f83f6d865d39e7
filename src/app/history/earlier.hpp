// The reviews before one of the same instance, each read and compared with it once, however many say what is new in it.
// One thread at a time.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/comparison.hpp"
#include "base/clock.hpp"
#include "model/document.hpp"
#include "model/review.hpp"
#include "store/store.hpp"

namespace app {

inline constexpr std::size_t max_look_back = 10;  // reviews

class Earlier {
 public:
  // Both have to outlive it.
  Earlier(store::Store& store, const model::Review& review);

  store::Store& store() const { return store_; }
  const model::Review& review() const { return review_; }
  base::Time made() const { return made_; }  // when the review was

  // The last ones that came to their end, newest first. One of the reference application has no state that says so.
  const std::vector<model::StatusDocument>& states();

  // What changed since one of them.
  const analysis::Comparison& comparison(const std::string& review_id);

 private:
  store::Store& store_;
  const model::Review& review_;
  const base::Time made_;
  std::optional<std::vector<model::StatusDocument>> states_;
  std::map<std::string, analysis::Comparison> comparisons_;
};

// The latest of these that looked at all that the review did, or else at a part of it; empty: there is none.
std::string predecessor(const std::vector<model::StatusDocument>& states, const model::Review& review);

}  // namespace app

// What the contract suite needs of a place for reviews, whichever store keeps them there.
#pragma once

#include <string>

#include "contract/faults.hpp"
#include "fakes/manual_clock.hpp"
#include "store/store.hpp"

namespace contract {

// One empty place for reviews, with its own clock.
class Backend {
 public:
  virtual ~Backend() = default;
  // Two handles on the same place, as two processes would have them.
  virtual store::Store& first() = 0;
  virtual store::Store& second() = 0;
  // Puts a document there past the store.
  virtual void plant(const std::string& review_id, const std::string& component, const std::string& text) = 0;

  // Reviews that the lists are tried with; fewer where a server takes minutes for so many.
  virtual int many() const { return 10'000; }

  fakes::ManualClock clock;
  Faults faults;  // of stores in AWS
};

}  // namespace contract

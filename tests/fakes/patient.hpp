// What clients share to be patient with AWS, for tests: chance is fixed, the budget is full.
#pragma once

#include "aws/retry.hpp"

namespace fakes {

class FixedRandom final : public base::Random {
 public:
  explicit FixedRandom(double fraction) : fraction_(fraction) {}
  double fraction() override { return fraction_; }

 private:
  double fraction_;
};

struct Patient {
  explicit Patient(base::Clock& clock, double fraction = 1) : random(fraction), patience{clock, random, budget} {}

  FixedRandom random;
  aws::RetryBudget budget;
  aws::Patience patience;
};

}  // namespace fakes

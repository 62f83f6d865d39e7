#include "base/deadline.hpp"

#include <gtest/gtest.h>

#include "fakes/manual_clock.hpp"

namespace {

using base::Deadline;
using std::chrono::milliseconds;

TEST(Deadline, IsNeverUnlessAMomentIsGiven) {
  const fakes::ManualClock clock;
  const Deadline never;
  EXPECT_FALSE(never.has_passed(clock));
  EXPECT_TRUE(never.allows(clock, std::chrono::hours(1'000)));
  EXPECT_EQ(never.left(clock, milliseconds(70)), milliseconds(70));
  EXPECT_EQ(never.earlier_by(milliseconds(70)), never);
}

TEST(Deadline, PassesAtItsMoment) {
  fakes::ManualClock clock;
  const Deadline soon = clock.now() + milliseconds(100);
  EXPECT_FALSE(soon.has_passed(clock));
  EXPECT_TRUE(soon.allows(clock, milliseconds(99)));
  EXPECT_FALSE(soon.allows(clock, milliseconds(100)));
  EXPECT_EQ(soon.left(clock, milliseconds(70)), milliseconds(70));
  EXPECT_EQ(soon.left(clock, milliseconds(700)), milliseconds(100));
  EXPECT_EQ(soon.earlier_by(milliseconds(30)), Deadline(clock.now() + milliseconds(70)));
  clock.advance(milliseconds(100));
  EXPECT_TRUE(soon.has_passed(clock));
  clock.advance(milliseconds(1));
  EXPECT_EQ(soon.left(clock, milliseconds(700)), milliseconds(-1));
}

}  // namespace

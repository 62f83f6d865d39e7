#include "base/clock.hpp"

#include <gtest/gtest.h>
#include <thread>

namespace {

using std::chrono::milliseconds;

TEST(SystemClock, SleepsUnlessItIsToStop) {
  base::SystemClock clock;
  const base::Time begun = clock.now();
  clock.sleep_unless({}, milliseconds(20));
  EXPECT_GE(clock.now() - begun, milliseconds(19));
  std::stop_source stop;
  const std::jthread later([&stop] {
    std::this_thread::sleep_for(milliseconds(20));
    stop.request_stop();
  });
  clock.sleep_unless(stop.get_token(), std::chrono::hours(1));
  clock.sleep_unless(stop.get_token(), std::chrono::hours(1));
  EXPECT_LT(clock.now() - begun, std::chrono::minutes(1));
}

}  // namespace

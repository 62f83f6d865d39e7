#include "base/usage.hpp"

#include <gtest/gtest.h>

namespace {

TEST(UsageOfAws, AddsUp) {
  base::Usage usage{1, 2, 3};
  usage += {10, 20, 30};
  EXPECT_EQ(usage.calls, 11);
  EXPECT_EQ(usage.retries, 22);
  EXPECT_EQ(usage.throttles, 33);
}

}  // namespace

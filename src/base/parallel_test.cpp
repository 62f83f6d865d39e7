#include "base/parallel.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <latch>
#include <numeric>
#include <stdexcept>

namespace base {
namespace {

TEST(Parallel, ResultsComeInTheOrderOfTheInputWhateverTheThreads) {
  std::vector<std::size_t> expected(1000);
  std::iota(expected.begin(), expected.end(), 0);
  for (const std::size_t threads : {0, 1, 2, 16, 5000}) {
    EXPECT_EQ(parallel_map(1000, threads, [](std::size_t i) { return i; }), expected) << threads;
  }
  EXPECT_TRUE(parallel_map(0, 16, [](std::size_t i) { return i; }).empty());
}

TEST(Parallel, WorksOnAsManyAtATimeAsThereAreThreadsAndNoMore) {
  std::latch all(4);  // is passed only when four are at work together
  std::atomic<int> now = 0, most = 0;
  parallel_for(40, 4, [&](std::size_t i) {
    for (int seen = most, mine = ++now; mine > seen && !most.compare_exchange_weak(seen, mine);) continue;
    if (i < 4) all.arrive_and_wait();
    --now;
  });
  EXPECT_EQ(most, 4);
}

TEST(Parallel, ThrowsWhatTheFirstThrewAndBeginsNoMore) {
  std::latch both(2);
  std::atomic<int> begun = 0;
  try {
    parallel_for(1'000'000, 2, [&](std::size_t i) {
      ++begun;
      both.arrive_and_wait();
      throw std::runtime_error(std::to_string(i));
    });
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "0");
  }
  EXPECT_EQ(begun, 2);
}

}  // namespace
}  // namespace base

#include "aws/rate_limit.hpp"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

#include "aws/operations/cloudtrail.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/dynamodb.hpp"
#include "base/error.hpp"
#include "fakes/manual_clock.hpp"

namespace {

using aws::connect::describe_contact_flow;  // 2 calls a second, 5 at once
using std::chrono::milliseconds;
using std::chrono::seconds;

class RateLimit : public testing::Test {
 protected:
  // How long it takes until so many calls had their turn.
  milliseconds take(aws::RateLimiter& limiter, int calls, const aws::Operation& operation = describe_contact_flow,
                    std::string_view region = "eu-central-1") {
    const base::Time before = clock_.now();
    for (int i = 0; i < calls; ++i) limiter.acquire(operation, region);
    return clock_.now() - before;
  }

  fakes::ManualClock clock_;
};

TEST_F(RateLimit, LetsTheBurstThroughAndThenTheShareOfTheRate) {
  aws::RateLimiter limiter({.share = 0.8}, clock_);
  EXPECT_EQ(take(limiter, 4), milliseconds(0));        // 80 % of 5
  EXPECT_EQ(take(limiter, 16), milliseconds(10'000));  // 80 % of 2 a second
}

TEST_F(RateLimit, KnowsHowLongMoreCallsTake) {
  aws::RateLimiter limiter({.share = 1}, clock_);
  const auto time_for = [&](std::size_t calls) {
    return limiter.time_for(describe_contact_flow, "eu-central-1", calls);
  };
  EXPECT_EQ(time_for(5), milliseconds(0));
  EXPECT_EQ(time_for(25), milliseconds(10'000));
  EXPECT_EQ(take(limiter, 5), milliseconds(0));
  EXPECT_EQ(time_for(0), milliseconds(0));
  EXPECT_EQ(time_for(20), milliseconds(10'000));
  limiter.throttled(describe_contact_flow, "eu-central-1");
  EXPECT_EQ(time_for(20), milliseconds(20'000));
  EXPECT_EQ(limiter.time_for(aws::dynamodb::get_item, "eu-central-1", 1'000), milliseconds(0)) << "it is not limited";
}

TEST_F(RateLimit, WaitsNoLongerThanItIsWanted) {
  aws::RateLimiter limiter({.share = 1}, clock_);
  take(limiter, 5);
  const auto stop = std::make_unique<std::stop_source>();  // on the heap, where GCC sees that it is whole
  stop->request_stop();
  const base::Time before = clock_.now();
  limiter.acquire(describe_contact_flow, "eu-central-1", {}, stop->get_token());
  EXPECT_EQ(clock_.now(), before);
}

TEST_F(RateLimit, UsesAllOfTheRateWhenToldTo) {
  aws::RateLimiter limiter({.share = 1}, clock_);
  EXPECT_EQ(take(limiter, 5), milliseconds(0));
  EXPECT_EQ(take(limiter, 20), milliseconds(10'000));
}

TEST_F(RateLimit, FillsUpAgainButNotBeyondTheBurst) {
  aws::RateLimiter limiter({.share = 1}, clock_);
  take(limiter, 5);
  clock_.advance(seconds(1));
  EXPECT_EQ(take(limiter, 2), milliseconds(0));
  clock_.advance(std::chrono::hours(5));
  EXPECT_EQ(take(limiter, 5), milliseconds(0));
  EXPECT_EQ(take(limiter, 1), milliseconds(500));
}

TEST_F(RateLimit, KeepsOperationsAndRegionsApart) {
  aws::RateLimiter limiter({.share = 1}, clock_);
  take(limiter, 5);
  EXPECT_EQ(take(limiter, 5, aws::connect::list_queues), milliseconds(0));
  EXPECT_EQ(take(limiter, 5, describe_contact_flow, "us-east-1"), milliseconds(0));
  EXPECT_EQ(take(limiter, 1), milliseconds(500));
}

TEST_F(RateLimit, TakesARateThatWasGrantedToTheAccount) {
  aws::RateLimiter limiter({.share = 1, .overrides = {{"connect:DescribeContactFlow", {10, 2}}}}, clock_);
  EXPECT_EQ(take(limiter, 2), milliseconds(0));
  EXPECT_EQ(take(limiter, 10), milliseconds(1000));
}

TEST_F(RateLimit, DoesNotHoldUpWhatHasNoRate) {
  aws::RateLimiter limiter({}, clock_);
  EXPECT_EQ(take(limiter, 1000, aws::dynamodb::get_item), milliseconds(0));
}

TEST_F(RateLimit, SlowsDownAfterAThrottleAndRecoversWithTime) {
  aws::RateLimiter limiter({.share = 1}, clock_);
  take(limiter, 1);
  limiter.throttled(describe_contact_flow, "eu-central-1");
  const auto first = take(limiter, 1);
  EXPECT_GT(first, milliseconds(900));  // a call a second, and nothing left of the burst
  EXPECT_LE(first, milliseconds(1000));
  for (int i = 0; i < 20; ++i) limiter.throttled(describe_contact_flow, "eu-central-1");
  EXPECT_LE(take(limiter, 1), seconds(8));  // never slower than a sixteenth
  clock_.advance(seconds(60));
  clock_.advance(seconds(60));
  take(limiter, 5);
  EXPECT_EQ(take(limiter, 1), milliseconds(500));
}

TEST_F(RateLimit, DoesNotWaitForATurnThatComesTooLate) {
  aws::RateLimiter limiter({.share = 1}, clock_);
  take(limiter, 5);
  const base::Time before = clock_.now();
  for (int i = 0; i < 3; ++i) {
    EXPECT_THROW(limiter.acquire(describe_contact_flow, "eu-central-1", before + milliseconds(400)), base::Error);
  }
  EXPECT_EQ(clock_.now(), before);
  EXPECT_EQ(take(limiter, 1), milliseconds(500));  // nobody lost a turn
}

TEST_F(RateLimit, SurvivesAClockThatIsSetBackOrForward) {
  aws::RateLimiter limiter({.share = 1}, clock_);
  take(limiter, 5);
  clock_.advance(-std::chrono::hours(24));
  EXPECT_LE(take(limiter, 1), milliseconds(500));
  clock_.advance(std::chrono::hours(48));
  EXPECT_EQ(take(limiter, 5), milliseconds(0));
  EXPECT_EQ(take(limiter, 1), milliseconds(500));
}

TEST_F(RateLimit, IsSharedByThreads) {
  aws::RateLimiter limiter({.share = 1}, clock_);
  const base::Time before = clock_.now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 5; ++i) threads.emplace_back([&] { take(limiter, 21); });
  }
  // 105 calls, 5 of them at once. Threads that sleep at the same time move the clock one after the other, so it may
  // only be later than the rate allows.
  EXPECT_GE(clock_.now() - before, seconds(50));
}

}  // namespace

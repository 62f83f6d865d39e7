// Trying again what may pass: throttles, faults of AWS, lost connections. Whether, how long to wait, and how often for
// the whole program are kept apart.
#pragma once

#include <chrono>
#include <mutex>
#include <stop_token>

#include "aws/client.hpp"
#include "aws/transport.hpp"
#include "base/clock.hpp"
#include "base/deadline.hpp"
#include "base/error.hpp"
#include "base/random.hpp"
#include "base/usage.hpp"

namespace aws {

// What the retries of all callers draw on, so that an outage is not answered with five times the load. Each retry
// costs, each call that succeeds gives back. Any thread.
class RetryBudget {
 public:
  explicit RetryBudget(int tokens = 500) : tokens_(tokens), most_(tokens) {}

  bool take();  // false: nothing is left, the error stands
  void give_back(bool after_retry);

 private:
  std::mutex mutex_;  // guards tokens_
  int tokens_;
  const int most_;
};

// How long to wait before the attempt that follows `attempt` failed ones: anything from nothing to a bound that doubles
// each time, and at least what AWS asked for.
// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
std::chrono::milliseconds retry_wait(int attempt, const base::Error& error, base::Random& random);

// The most that this can be.
std::chrono::milliseconds longest_retry_wait(const base::Error& error);

// What patient clients share; nothing is owned. Any thread.
struct Patience {
  base::Clock& clock;
  base::Random& random;
  RetryBudget& budget;
  base::Deadline deadline{};  // never waits past it
  std::stop_token stop{};     // once it is asked for, nothing is tried again
};

// Counts what it did in `usage`, which it does not own, and which is not read while a call is under way. Any thread.
class RetryingClient final : public Client {
 public:
  static constexpr int max_attempts = 5;

  RetryingClient(Transport& transport, Patience& patience, base::Usage& usage)
      : transport_(transport), patience_(patience), usage_(usage) {}

  nlohmann::json call(const Operation& operation, const nlohmann::json& input) override;

 private:
  bool tries_again(int attempt, const base::Error& error);  // after having waited
  void count(const base::Usage& usage);

  Transport& transport_;
  Patience& patience_;
  std::mutex mutex_;  // guards usage_
  base::Usage& usage_;
};

}  // namespace aws

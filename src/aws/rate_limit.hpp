// Never faster than AWS allows: one token bucket per operation and region, shared by every thread of the program, set
// from the operation's row. A throttle slows it down, time without throttles speeds it up again. Any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "aws/operation.hpp"
#include "base/clock.hpp"
#include "base/deadline.hpp"

namespace aws {

struct RateSettings {
  double share = 0.8;                       // of AWS's rate that we use: the account's own traffic needs the rest
  std::map<std::string, Rate> overrides{};  // by action, "connect:ListUsers": what AWS has granted this account
};

class RateLimiter {
 public:
  // For one account. Throttles of other accounts are no concern of it.
  RateLimiter(RateSettings settings, base::Clock& clock) : settings_(std::move(settings)), clock_(clock) {}

  // Waits for this call's turn, and no longer once `stop` is asked for. Throws base::Error(deadline), at once, when it
  // does not come in time.
  void acquire(const Operation& operation, std::string_view region, const base::Deadline& deadline = {},
               const std::stop_token& stop = {});

  // How long it takes until so many more calls had their turn, at the rate of now. None for what is not limited.
  std::chrono::milliseconds time_for(const Operation& operation, std::string_view region, std::size_t calls);

  // AWS refused a call for its rate.
  void throttled(const Operation& operation, std::string_view region);

 private:
  struct Bucket {
    double full_rate = 0;  // calls a second; 0: not limited
    double rate = 0;       // now
    double burst = 1;
    double tokens = 1;  // below zero: calls that wait already
    base::Time filled;
  };

  Bucket& bucket(const Operation& operation, std::string_view region);  // filled up to now
  void fill(Bucket& bucket) const;

  const RateSettings settings_;
  base::Clock& clock_;
  std::mutex mutex_;                                               // guards buckets_
  std::map<std::pair<std::string, std::string>, Bucket> buckets_;  // by region and action
};

}  // namespace aws

#include "aws/rate_limit.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace aws {
namespace {

using seconds = std::chrono::duration<double>;
using std::chrono::milliseconds;

constexpr seconds recovery{60};       // from a standstill to the full rate
constexpr double slowest_share = 16;  // never slower than a sixteenth
constexpr seconds longest_step{60};   // a clock that was set forward is no reason to burst

}  // namespace

void RateLimiter::fill(Bucket& bucket) const {
  const base::Time now = clock_.now();
  const double passed = std::clamp(seconds(now - bucket.filled), seconds(0), longest_step).count();
  bucket.filled = now;
  bucket.tokens = std::min(bucket.burst, bucket.tokens + passed * bucket.rate);
  bucket.rate = std::min(bucket.full_rate, bucket.rate + bucket.full_rate * passed / recovery.count());
}

RateLimiter::Bucket& RateLimiter::bucket(const Operation& operation, std::string_view region) {
  const std::string name = action(operation);
  const auto [found, added] = buckets_.try_emplace({std::string(region), name});
  Bucket& bucket = found->second;
  if (added) {
    const auto granted = settings_.overrides.find(name);
    const Rate rate = granted == settings_.overrides.end() ? rate_in(operation, region) : granted->second;
    bucket.rate = bucket.full_rate = rate.per_second * settings_.share;
    bucket.tokens = bucket.burst = std::max(1.0, std::floor(rate.burst * settings_.share));
    bucket.filled = clock_.now();
  }
  fill(bucket);
  return bucket;
}

void RateLimiter::acquire(const Operation& operation, std::string_view region, const base::Deadline& deadline,
                          const std::stop_token& stop) {
  milliseconds wait{0};
  {
    const std::lock_guard lock(mutex_);
    Bucket& one = bucket(operation, region);
    if (one.full_rate <= 0) return;
    if (one.tokens < 1) wait = std::chrono::ceil<milliseconds>(seconds((1 - one.tokens) / one.rate));
    if (wait > milliseconds(0) && !deadline.allows(clock_, wait)) {
      throw base::Error(base::ErrorKind::deadline, "its turn at AWS's rate did not come in time");
    }
    one.tokens -= 1;
  }
  if (wait > milliseconds(0)) clock_.sleep_unless(stop, wait);
}

milliseconds RateLimiter::time_for(const Operation& operation, std::string_view region, std::size_t calls) {
  const std::lock_guard lock(mutex_);
  const Bucket& one = bucket(operation, region);
  const double waiting = double(calls) - one.tokens;
  if (one.full_rate <= 0 || calls == 0 || waiting <= 0) return milliseconds(0);
  return std::chrono::ceil<milliseconds>(seconds(waiting / one.rate));
}

void RateLimiter::throttled(const Operation& operation, std::string_view region) {
  const std::lock_guard lock(mutex_);
  Bucket& one = bucket(operation, region);
  one.rate = std::max(one.rate / 2, one.full_rate / slowest_share);
  one.tokens = std::min(one.tokens, 0.0);
}

}  // namespace aws

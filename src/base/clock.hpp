// Time as this program sees it, handed in so that tests and recordings decide what "now" is. Implementations must be
// safe to use from any thread.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>

namespace base {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
  virtual void sleep_for(std::chrono::milliseconds duration) = 0;
  // Shorter when `stop` is asked for meanwhile.
  virtual void sleep_unless(const std::stop_token& stop, std::chrono::milliseconds duration) {
    if (!stop.stop_requested()) sleep_for(duration);
  }

  // What another clock said, which AWS's answers have: a second opinion for what cannot be undone, and what corrects
  // this one (aws/corrected_clock.hpp).
  void hear(Time theirs) { ahead_ = (theirs - now()).count(); }
  // The other clock's time now; nothing until it was heard.
  std::optional<Time> second_opinion() const {
    const std::int64_t ahead = ahead_;
    return ahead == unheard ? std::nullopt : std::optional(now() + std::chrono::milliseconds(ahead));
  }
  // What has passed by this has passed by every clock that was heard.
  Time earliest() const {
    const Time own = now();
    return std::min(own, second_opinion().value_or(own));
  }

 private:
  static constexpr std::int64_t unheard = INT64_MIN;
  std::atomic<std::int64_t> ahead_ = unheard;  // milliseconds
};

class SystemClock final : public Clock {
 public:
  Time now() const override;
  void sleep_for(std::chrono::milliseconds duration) override;
  void sleep_unless(const std::stop_token& stop, std::chrono::milliseconds duration) override;
};

// Stands still at one moment, and never waits: what a recording is replayed with.
class StandingClock final : public Clock {
 public:
  explicit StandingClock(Time moment) : moment_(moment) {}
  Time now() const override { return moment_; }
  void sleep_for(std::chrono::milliseconds) override {}

 private:
  Time moment_;
};

}  // namespace base

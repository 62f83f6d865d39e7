// Time as this program sees it, handed in so that tests and recordings decide what "now" is. Implementations must be
// safe to use from any thread.
#pragma once

#include <chrono>

namespace base {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
  virtual void sleep_for(std::chrono::milliseconds duration) = 0;
};

class SystemClock final : public Clock {
 public:
  Time now() const override;
  void sleep_for(std::chrono::milliseconds duration) override;
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

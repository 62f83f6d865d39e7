// A clock that a test sets. Sleeping moves it on and takes no time. Any thread.
#pragma once

#include <atomic>
#include <chrono>

#include "base/clock.hpp"

namespace fakes {

class ManualClock final : public base::Clock {
 public:
  // 2026-02-13T09:00:00Z unless told otherwise.
  explicit ManualClock(base::Time now = base::Time(std::chrono::seconds(1770973200))) : now_(now) {}

  base::Time now() const override { return now_; }
  void sleep_for(std::chrono::milliseconds duration) override { advance(duration); }

  void advance(std::chrono::milliseconds duration) {
    base::Time before = now_;
    while (!now_.compare_exchange_weak(before, before + duration)) continue;
  }

 private:
  std::atomic<base::Time> now_;
};

}  // namespace fakes

// The time as AWS has it: this machine's, until an answer of AWS shows that it is wrong, and right from then on. What
// is signed goes by it, and what expires; what is waited for goes by the machine's own clock. Any thread.
#pragma once

#include <atomic>
#include <chrono>

#include "base/clock.hpp"
#include "http/http.hpp"

namespace aws {

class CorrectedClock final : public base::Clock {
 public:
  explicit CorrectedClock(base::Clock& machine) : machine_(machine) {}  // which has to outlive it

  base::Time now() const override { return machine_.now() + offset_.load(); }
  void sleep_for(std::chrono::milliseconds duration) override { machine_.sleep_for(duration); }
  void sleep_unless(const std::stop_token& stop, std::chrono::milliseconds duration) override {
    machine_.sleep_unless(stop, duration);
  }
  base::Clock& machine() const { return machine_; }

  // Whether AWS refused a request because it was signed for another time than AWS's, which the answer tells: signed
  // again now, it may be taken. That the machine's clock is wrong is said once, with both times.
  bool corrects(const http::Response& response, base::Time signed_at);

 private:
  base::Clock& machine_;
  std::atomic<std::chrono::milliseconds> offset_{std::chrono::milliseconds(0)};  // of AWS's time
};

}  // namespace aws

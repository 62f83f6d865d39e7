// The time as AWS has it: this machine's, unless that is minutes off what AWS's answers say. What is signed, asked
// about, stored and expires goes by it; what is waited for goes by the machine's own clock. What was heard is kept by
// the machine's clock, so that all that correct it agree. Any thread.
#pragma once

#include <atomic>
#include <chrono>

#include "base/clock.hpp"
#include "http/http.hpp"

namespace aws {

class CorrectedClock final : public base::Clock {
 public:
  explicit CorrectedClock(base::Clock& machine) : machine_(machine) {}  // which has to outlive it

  base::Time now() const override;
  void sleep_for(std::chrono::milliseconds duration) override { machine_.sleep_for(duration); }
  void sleep_unless(const std::stop_token& stop, std::chrono::milliseconds duration) override {
    machine_.sleep_unless(stop, duration);
  }
  base::Clock& machine() const { return machine_; }

  // Hears AWS's time in any answer; that the machine's clock is wrong is said once, with both times. Whether AWS
  // refused the request because it was signed for another time than AWS's: signed again now, it may be taken.
  bool corrects(const http::Response& response, base::Time signed_at);

 private:
  base::Clock& machine_;
  std::atomic<bool> said_ = false;
};

}  // namespace aws

// SIGINT and SIGTERM for a program that has work under way: the first asks it to stop, the second, or an end that does
// not come, ends the process. Made and destroyed by the main thread, before and after all others.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <signal.h>
#include <thread>

namespace lambda {

class StopSignals {
 public:
  // `stop` is called once at most, from another thread, and must not throw. When this is not destroyed within `grace`
  // after that, the process ends with exit code 1 and a line that says so.
  StopSignals(std::function<void()> stop, std::chrono::seconds grace);
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  StopSignals(StopSignals&&) = delete;
  StopSignals& operator=(StopSignals&&) = delete;

 private:
  void wait();

  const std::function<void()> stop_;
  const std::chrono::seconds grace_;
  sigset_t signals_{};
  sigset_t before_{};
  std::atomic<bool> finished_ = false;
  std::thread waiting_;  // last: it uses all of it
};

}  // namespace lambda

// SIGINT and SIGTERM for a program that has work under way: the first asks it to stop, the second, or an end that does
// not come, ends the process. What follows a signal runs on a thread of its own, no handler does any work. Made and
// destroyed by the main thread, before and after all others.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <signal.h>
#include <thread>

namespace base {

class StopSignals {
 public:
  // Neither may throw, and each is called once at most, from another thread. `end` ends the process: when a second
  // signal comes, or when this is not destroyed within `grace` after the first.
  struct Reaction {
    std::function<void()> stop;
    std::function<void()> end;
    std::optional<std::chrono::seconds> grace{};  // nothing: however long it takes
  };

  explicit StopSignals(Reaction reaction);
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  StopSignals(StopSignals&&) = delete;
  StopSignals& operator=(StopSignals&&) = delete;

 private:
  void wait();
  void wait_for_next(std::optional<std::chrono::seconds> most) const;

  const Reaction reaction_;
  sigset_t signals_{};
  sigset_t before_{};
  std::atomic<bool> finished_ = false;
  std::thread waiting_;  // last: it uses all of it
};

}  // namespace base

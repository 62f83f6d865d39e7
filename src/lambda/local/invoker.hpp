// Runs invocations on this machine as Lambda does in an account: at once while there is a place, or later, one event
// after the other in the order in which they came. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "base/clock.hpp"
#include "lambda/invocation.hpp"
#include "lambda/reply.hpp"

namespace lambda {

struct InvokerLimits {
  std::size_t concurrency = 2;        // invocations at the same time, events among them
  std::chrono::seconds timeout{900};  // what an invocation is given as its deadline; it is not ended from here
  std::size_t waiting = 1'000;        // events that wait, at most
  std::size_t waiting_bytes = std::size_t{64} << 20U;
};

class Invoker {
 public:
  // The clock is not owned.
  Invoker(const InvokerLimits& limits, base::Clock& clock)
      : limits_(limits), clock_(clock), free_(limits.concurrency) {}
  ~Invoker();  // stop() and finish()
  Invoker(const Invoker&) = delete;
  Invoker& operator=(const Invoker&) = delete;
  Invoker(Invoker&&) = delete;
  Invoker& operator=(Invoker&&) = delete;

  // Once, before anything runs; events may have been taken before.
  void start(Handler handler);

  // Nothing when every place is taken. The deadline is set here.
  std::optional<Reply> now(Invocation invocation);

  // False when too much is waiting, or it has been stopped. What comes of it is only logged.
  bool later(Invocation invocation);

  // Nothing begins any more. How many events were waiting, and will not run.
  std::size_t stop();

  // After stop(): waits until the event that runs has ended.
  void finish();

 private:
  void run_events();
  std::optional<Invocation> next_event();
  Reply run(Invocation invocation);  // gives its place back

  const InvokerLimits limits_;
  base::Clock& clock_;
  Handler handler_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::size_t free_;
  std::deque<Invocation> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool stopped_ = false;
  std::thread events_;  // last: it uses all of it
};

}  // namespace lambda

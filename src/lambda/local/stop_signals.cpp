#include "lambda/local/stop_signals.hpp"

#include <cstdlib>
#include <utility>

#include "base/log.hpp"

namespace lambda {

StopSignals::StopSignals(std::function<void()> stop, std::chrono::seconds grace)
    : stop_(std::move(stop)), grace_(grace) {
  ::sigemptyset(&signals_);
  ::sigaddset(&signals_, SIGINT);
  ::sigaddset(&signals_, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals_, &before_);  // of every thread that is started from here on
  waiting_ = std::thread([this] { wait(); });
}

StopSignals::~StopSignals() {
  finished_ = true;
  ::pthread_kill(waiting_.native_handle(), SIGINT);  // to that thread only, which waits for it
  waiting_.join();
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void StopSignals::wait() {
  int which = 0;
  ::sigwait(&signals_, &which);
  if (finished_) return;
  stop_();
  const timespec patience{.tv_sec = grace_.count(), .tv_nsec = 0};
  ::sigtimedwait(&signals_, nullptr, &patience);
  if (finished_) return;
  base::log::error("ended while an invocation was running: what it had stored is kept");
  std::_Exit(EXIT_FAILURE);
}

}  // namespace lambda

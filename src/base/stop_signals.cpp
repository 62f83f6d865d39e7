#include "base/stop_signals.hpp"

#include <utility>

namespace base {

StopSignals::StopSignals(Reaction reaction) : reaction_(std::move(reaction)) {
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

void StopSignals::wait_for_next(std::optional<std::chrono::seconds> most) const {
  if (!most) {
    int which = 0;
    ::sigwait(&signals_, &which);
    return;
  }
  const timespec patience{.tv_sec = most->count(), .tv_nsec = 0};
  ::sigtimedwait(&signals_, nullptr, &patience);
}

void StopSignals::wait() {
  wait_for_next(std::nullopt);
  if (finished_) return;
  reaction_.stop();
  wait_for_next(reaction_.grace);
  if (!finished_) reaction_.end();
}

}  // namespace base

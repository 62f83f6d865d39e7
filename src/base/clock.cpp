#include "base/clock.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace base {

Time SystemClock::now() const {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

void SystemClock::sleep_for(std::chrono::milliseconds duration) {
  std::this_thread::sleep_for(duration);
}

void SystemClock::sleep_unless(const std::stop_token& stop, std::chrono::milliseconds duration) {
  std::mutex mutex;  // guards nothing: only `stop` is waited for
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  stopped.wait_for(lock, stop, duration, [] { return false; });
}

}  // namespace base

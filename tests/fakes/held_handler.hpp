// A handler of invocations that does not end before a test lets it, and answers with the event. Any thread.
#pragma once

#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "lambda/invocation.hpp"

namespace fakes {

class HeldHandler {
 public:
  // To be used as long as this lives.
  lambda::Handler handler() {
    return [this](const lambda::Invocation& invocation) { return hold(invocation); };
  }

  // Waits until so many invocations have begun, in all.
  void wait_for(std::size_t begun) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return begun_.size() >= begun; });
  }
  // Lets so many more end, in any order.
  void release(std::size_t more) {
    {
      const std::lock_guard lock(mutex_);
      may_end_ += more;
    }
    changed_.notify_all();
  }

  // In the order in which they began.
  std::vector<lambda::Invocation> begun() const {
    const std::lock_guard lock(mutex_);
    return begun_;
  }
  std::vector<std::string> payloads() const {
    std::vector<std::string> all;
    for (const auto& invocation : begun()) all.push_back(invocation.payload);
    return all;
  }

 private:
  nlohmann::json hold(const lambda::Invocation& invocation) {
    std::unique_lock lock(mutex_);
    begun_.push_back(invocation);
    changed_.notify_all();
    changed_.wait(lock, [&] { return may_end_ > 0; });
    --may_end_;
    return nlohmann::json::parse(invocation.payload);
  }

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::vector<lambda::Invocation> begun_;
  std::size_t may_end_ = 0;
};

}  // namespace fakes

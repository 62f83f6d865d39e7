// What several clients asked of AWS, added up: each counts for itself, and what it counted is added when it is done,
// whether it was answered or not. Any thread.
#pragma once

#include <mutex>

#include "base/usage.hpp"

namespace aws {

class Meter {
 public:
  // One client's count, for as long as it asks.
  class Share {
   public:
    explicit Share(Meter& meter) : meter_(meter) {}
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    Share(Share&&) = delete;
    Share& operator=(Share&&) = delete;
    ~Share() { meter_.add(usage); }

    base::Usage usage;

   private:
    Meter& meter_;
  };

  base::Usage total() const {
    const std::lock_guard lock(mutex_);
    return usage_;
  }

 private:
  void add(const base::Usage& usage) {
    const std::lock_guard lock(mutex_);
    usage_ += usage;
  }

  mutable std::mutex mutex_;  // guards usage_
  base::Usage usage_;
};

}  // namespace aws

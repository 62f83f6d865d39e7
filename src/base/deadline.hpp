// The moment by which something has to be done, or none: the one notion of "no time left" of calls to AWS, of waiting
// before another try, and of an invocation of a function. A value; any thread.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

#include "base/clock.hpp"

namespace base {

class Deadline {
 public:
  Deadline() = default;                   // never
  Deadline(Time moment) : at_(moment) {}  // NOLINT(google-explicit-constructor): a moment is a deadline

  bool has_passed(const Clock& clock) const { return at_ && clock.now() >= *at_; }

  // Whether it has not passed yet after so long a wait.
  bool allows(const Clock& clock, std::chrono::milliseconds wait) const { return !at_ || clock.now() + wait < *at_; }

  // The time until it, `most` at most; none or less once it has passed.
  std::chrono::milliseconds left(const Clock& clock, std::chrono::milliseconds most) const {
    return at_ ? std::min(most, *at_ - clock.now()) : most;
  }

  // So much earlier; never stays never.
  Deadline earlier_by(std::chrono::milliseconds time) const { return at_ ? Deadline(*at_ - time) : Deadline(); }

  // Nothing: never.
  const std::optional<Time>& moment() const { return at_; }

  bool operator==(const Deadline&) const = default;

 private:
  std::optional<Time> at_;
};

}  // namespace base

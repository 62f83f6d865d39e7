#include "aws/bounded.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "aws/error.hpp"
#include "aws/retry.hpp"

namespace aws {
namespace {

using base::ErrorKind;
using std::chrono::milliseconds;

}  // namespace

void BoundedTransport::Silence::add(base::Time start, base::Time end, const Operation& operation,
                                    const std::string& why) {
  length += std::max(milliseconds(0), end - std::max(start, until));
  until = std::max(until, end);
  last = why;
  operations.insert(operation.name);
}

Answer BoundedTransport::send(const Operation& operation, const nlohmann::json& input) {
  if (bounds_.stop.stop_requested()) throw base::Error(ErrorKind::deadline, "the review was interrupted");
  if (bounds_.deadline.has_passed(clock_)) throw base::Error(ErrorKind::deadline, bounds_.when_over);
  require_voice(operation);
  const base::Time asked_at = clock_.now();
  try {
    Answer answer = inner_.send(operation, input);
    heard(operation);
    return answer;
  } catch (const base::Error& error) {
    if (dynamic_cast<const AwsError*>(&error) != nullptr) {
      heard(operation);
    } else if (error.retryable()) {
      unheard(operation, asked_at, error);
    }
    require_time_after(error);
    throw;
  }
}

// Nobody would try it again, and then the fault would seem to be the reason.
void BoundedTransport::require_time_after(const base::Error& error) const {
  const bool is_over = bounds_.deadline.has_passed(clock_);
  const bool had_no_time = error.retryable() || error.kind() == ErrorKind::deadline;
  if (is_over && had_no_time) {
    throw base::Error(ErrorKind::deadline, fmt::format("{}: {}", bounds_.when_over, error.what()));
  }
  if (error.retryable() && !bounds_.deadline.allows(clock_, longest_retry_wait(error))) {
    throw base::Error(ErrorKind::deadline, fmt::format("no time was left to try it again: {}", error.what()));
  }
}

// One operation that takes too long says nothing about the others of its service.
void BoundedTransport::require_voice(const Operation& operation) {
  const std::lock_guard lock(mutex_);
  const auto require = [&](std::string_view name, std::size_t operations) {
    const auto found = silences_.find(name);
    if (found == silences_.end()) return;
    const Silence& silence = found->second;
    if (silence.length < bounds_.longest_silence || silence.operations.size() < operations) return;
    throw base::Error(ErrorKind::deadline,
                      fmt::format("it was not asked again after {} s without an answer: {}",
                                  std::chrono::round<std::chrono::seconds>(silence.length).count(), silence.last));
  };
  require(action(operation), 1);
  require(operation.service.name, 2);
  require_patience(operation);
}

void BoundedTransport::require_patience(const Operation& operation) const {
  const auto silence = silences_.find(operation.service.name);
  if (in_all_.length < bounds_.longest_silence_in_all || silence == silences_.end()) return;
  throw base::Error(
      ErrorKind::deadline,
      fmt::format("it was not asked again, after {} s without an answer of AWS in all: {}",
                  std::chrono::round<std::chrono::seconds>(in_all_.length).count(), silence->second.last));
}

void BoundedTransport::heard(const Operation& operation) {
  const std::lock_guard lock(mutex_);
  silences_.erase(std::string(operation.service.name));
  silences_.erase(action(operation));
}

void BoundedTransport::unheard(const Operation& operation, base::Time asked_at, const base::Error& error) {
  const std::lock_guard lock(mutex_);
  for (std::string name : {std::string(operation.service.name), action(operation)}) {
    silences_[std::move(name)].add(asked_at, clock_.now(), operation, error.what());
  }
  in_all_.add(asked_at, clock_.now(), operation, error.what());
}

}  // namespace aws

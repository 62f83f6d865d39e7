#include "aws/retry.hpp"

#include <algorithm>

#include "aws/error.hpp"
#include "aws/price.hpp"

namespace aws {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

constexpr int retry_cost = 5;  // as the AWS SDKs' standard mode has it
constexpr milliseconds first_bound{500};
constexpr milliseconds last_bound{20'000};

}  // namespace

bool RetryBudget::take() {
  const std::lock_guard lock(mutex_);
  if (tokens_ < retry_cost) return false;
  tokens_ -= retry_cost;
  return true;
}

void RetryBudget::give_back(bool after_retry) {
  const std::lock_guard lock(mutex_);
  tokens_ = std::min(most_, tokens_ + (after_retry ? retry_cost : 1));
}

milliseconds retry_wait(int attempt, const base::Error& error, base::Random& random) {
  const milliseconds bound = std::min(last_bound, first_bound * (1 << std::min(attempt - 1, 10)));
  const auto jittered = std::chrono::duration_cast<milliseconds>(bound * random.fraction());
  const auto* answer = dynamic_cast<const AwsError*>(&error);
  return answer == nullptr ? jittered : std::max(jittered, milliseconds(answer->retry_after()));
}

milliseconds longest_retry_wait(const base::Error& error) {
  const auto* answer = dynamic_cast<const AwsError*>(&error);
  return answer == nullptr ? last_bound : std::max(last_bound, milliseconds(answer->retry_after()));
}

bool RetryingClient::tries_again(int attempt, const base::Error& error) {
  if (!error.retryable() || attempt == max_attempts) return false;
  const milliseconds wait = retry_wait(attempt, error, patience_.random);
  if (!patience_.deadline.allows(patience_.clock, wait)) return false;
  if (!patience_.budget.take()) return false;
  patience_.clock.sleep_unless(patience_.stop, wait);
  return !patience_.stop.stop_requested();
}

void RetryingClient::count(const base::Usage& usage) {
  const std::lock_guard lock(mutex_);
  usage_ += usage;
}

json RetryingClient::call(const Operation& operation, const json& input) {
  for (int attempt = 1;; ++attempt) {
    base::Usage usage{.calls = 1, .retries = attempt > 1};
    try {
      Answer answer = transport_.send(operation, input);
      usage.bytes = answer.bytes;
      usage.cost_usd = cost_usd(operation.charge, input, answer.output);
      count(usage);
      patience_.budget.give_back(attempt > 1);
      return std::move(answer.output);
    } catch (const base::Error& error) {
      const bool is_throttle = error.kind() == base::ErrorKind::throttled;
      usage.throttles = is_throttle;
      count(usage);
      // What was throttled was not carried out.
      if (!(operation.idempotent || is_throttle) || !tries_again(attempt, error)) throw;
    }
  }
}

}  // namespace aws

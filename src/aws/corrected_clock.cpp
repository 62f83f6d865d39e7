#include "aws/corrected_clock.hpp"

#include <fmt/format.h>

#include "base/log.hpp"
#include "base/timestamp.hpp"

namespace aws {
namespace {

// AWS takes what was signed within five minutes of its time, S3 within fifteen; a minute is for the way.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
constexpr std::chrono::minutes tolerance{4};

bool is_off(base::Time one, base::Time other) {
  return std::chrono::abs(one - other) >= tolerance;
}

// Codes and words differ from service to service, and a HEAD is answered without either.
bool may_be_about_time(int status) {
  return status == 400 || status == 401 || status == 403;
}

}  // namespace

base::Time CorrectedClock::now() const {
  const base::Time machine = machine_.now();
  const base::Time told = machine_.second_opinion().value_or(machine);
  return is_off(told, machine) ? told : machine;
}

bool CorrectedClock::corrects(const http::Response& response, base::Time signed_at) {
  const auto date = http::date(response.headers);
  if (!date) return false;
  const base::Time machine = machine_.now();
  machine_.hear(*date);
  if (is_off(*date, machine) && !said_.exchange(true)) {
    base::log::warning(
        fmt::format("the clock of this machine says {}, AWS's says {}: requests are signed for AWS's "
                    "time until this run ends; set the machine's clock right",
                    base::to_iso8601(machine), base::to_iso8601(*date)));
  }
  // A request may have waited, too, on a machine whose clock is right.
  return may_be_about_time(response.status) && is_off(*date, signed_at);
}

}  // namespace aws

#include "aws/corrected_clock.hpp"

#include <fmt/format.h>

#include "base/log.hpp"
#include "base/timestamp.hpp"

namespace aws {
namespace {

using std::chrono::milliseconds;

// AWS takes what was signed within five minutes of its time, S3 within fifteen; a minute is for the way.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
constexpr std::chrono::minutes tolerance{4};

// Codes and words differ from service to service, and a HEAD is answered without either.
bool may_be_about_time(int status) {
  return status == 400 || status == 401 || status == 403;
}

}  // namespace

bool CorrectedClock::corrects(const http::Response& response, base::Time signed_at) {
  const auto date = may_be_about_time(response.status) ? http::date(response.headers) : std::nullopt;
  if (!date || std::chrono::abs(*date - signed_at) < tolerance) return false;
  const base::Time machine = machine_.now();
  const milliseconds found = *date - machine;
  // A request may have waited, too, on a machine whose clock is right.
  const milliseconds offset = std::chrono::abs(found) < tolerance ? milliseconds(0) : found;
  const milliseconds before = offset_.exchange(offset);
  if (offset != milliseconds(0) && std::chrono::abs(offset - before) >= tolerance) {
    base::log::warning(
        fmt::format("the clock of this machine says {}, AWS's says {}: requests are signed for AWS's "
                    "time until this run ends; set the machine's clock right",
                    base::to_iso8601(machine), base::to_iso8601(*date)));
  }
  return true;
}

}  // namespace aws

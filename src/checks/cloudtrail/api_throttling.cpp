#include <fmt/format.h>

#include "checks/check.hpp"
#include "checks/cloudtrail/throttle_check.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr Threshold fail{.check = "api_throttling",
                         .id = "fail",
                         .value = 100,
                         .unit = "throttled calls in the days under review",
                         .what = "From here on it fails; fewer are a warning.",
                         .least = 1};

Judgements judge(const Scene& scene, const model::ApiThrottles& api_throttles) {
  const auto refused =
      throttled(api_throttles, [](model::ThrottleScope scope) { return scope == model::ThrottleScope::this_instance; });
  const auto unclear =
      throttled(api_throttles, [](model::ThrottleScope scope) { return scope == model::ThrottleScope::unknown; });
  Judgement judgement = about(scene, api_throttles, the_instance(scene), refused, "for this instance");
  judgement.limit = fmt::format("No throttled call; a warning from 1, a failure from {} in the window",
                                words::number(fail.in(scene)));
  judgement.status = refused.total == 0                       ? Status::pass
                     : double(refused.total) < fail.in(scene) ? Status::warn
                                                              : Status::fail;
  if (judgement.status == Status::fail) judgement.severity = Severity::high;
  if (judgement.status != Status::pass) judgement.headline = headline(refused, "");
  if (unclear.total > 0) {
    judgement.observed += fmt::format(" Of {} CloudTrail does not say which instance was meant.",
                                      words::counted(double(unclear.total), "more refused call", "more refused calls"));
  }
  if (judgement.status == Status::pass && unclear.total > 0) {
    judgement.status = Status::not_assessed;
    judgement.measured.reset();
    judgement.reason = fmt::format("CloudTrail does not say whether {} for this instance",
                                   words::counted(double(unclear.total), "refused call was", "refused calls were"));
  }
  return {judgement};
}

}  // namespace

const Check api_throttling = on<judge, &Inventory::api_throttles>({
    .id = "api_throttling",
    .component = "cloudtrail",
    .title = "API calls over the rate limit",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::medium,
    .why = "Programs that call Amazon Connect too often are refused: dashboards go stale, screen pops and integrations "
           "fail.",
    .remedy =
        "Find the program that makes these calls. Let it ask less often, keep what it has read, and wait longer after "
        "each refusal. If it needs the rate, ask AWS to raise it.",
    .action = "Slow down the program that calls",
    .links = {"https://docs.aws.amazon.com/connect/latest/APIReference/best-practices-connect-apis.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html"},
    .thresholds = {fail},
});

}  // namespace checks

#include <fmt/format.h>

#include "checks/metrics/metric_check.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr std::string_view check = "throttled_calls", unit = "throttled calls in the days under review";
constexpr Threshold medium{.check = check,
                           .id = "warn_medium",
                           .value = 10,
                           .unit = unit,
                           .what = "From here on a warning is medium, not low."};
constexpr Threshold fail{.check = check, .id = "fail", .value = 100, .unit = unit, .what = "From here on it fails."};
constexpr Threshold critical{.check = check,
                             .id = "fail_critical",
                             .value = 1000,
                             .unit = unit,
                             .what = "From here on the failure is critical."};

Verdict verdict(const Scene& scene, const Total& total) {
  if (*total.value == 0) return {Status::pass};
  if (*total.value < medium.in(scene) && *total.value < fail.in(scene)) return {Status::warn, Severity::low};
  if (*total.value < fail.in(scene)) return {Status::warn, Severity::medium};
  if (*total.value < critical.in(scene)) return {Status::fail, Severity::high};
  return {Status::fail, Severity::critical};
}

Judgements judge(const Scene& scene, const model::Metrics& metrics) {
  const std::string limit = fmt::format(
      "No throttled call; from {} in the window a medium warning, from {} a failure, from {} a critical one",
      words::number(medium.in(scene)), words::number(fail.in(scene)), words::number(critical.in(scene)));
  const Counter counter{"ThrottledCalls", "throttled call", "throttled calls", limit, "ConcurrentCalls", "calls"};
  return {judge_counter(scene, metrics, the_instance(scene), counter, verdict)};
}

}  // namespace

const Check throttled_calls = on<judge, &Inventory::metrics>({
    .id = "throttled_calls",
    .component = "metrics",
    .title = "Calls over the rate limit",
    .pillar = Pillar::capacity,
    .severity = Severity::high,
    .why = "When more calls arrive in a second than the instance may take, the rest are refused and the callers do not "
           "get through.",
    .remedy =
        "See what happened in the busiest hour: a campaign, a mailing, an outage, calls that loop. Spread what can be "
        "spread, and ask AWS Support for a higher rate of calls.",
    .action = "Ask AWS Support for a higher call rate",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html"},
    .thresholds = {medium, fail, critical},
});

}  // namespace checks

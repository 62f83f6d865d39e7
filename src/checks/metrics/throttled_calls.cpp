#include "checks/metrics/metric_check.hpp"

namespace checks {
namespace {

Verdict verdict(const Total& total) {
  if (*total.value == 0) return {Status::pass};
  if (*total.value < 10) return {Status::warn, Severity::low};
  if (*total.value < 100) return {Status::warn, Severity::medium};
  if (*total.value < 1000) return {Status::fail, Severity::high};
  return {Status::fail, Severity::critical};
}

Judgements judge(const Scene& scene, const model::Metrics& metrics) {
  const Counter counter{
      "ThrottledCalls",
      "throttled call",
      "throttled calls",
      "No throttled call; from 10 in the window a medium warning, from 100 a failure, from 1,000 a critical one",
      "ConcurrentCalls",
      "calls"};
  return {judge_counter(scene, metrics, the_instance(scene), counter, verdict)};
}

}  // namespace

const Check throttled_calls = on<judge, &Inventory::metrics>({
    .id = "throttled_calls",
    .component = "metrics",
    .title = "Calls refused for their rate",
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
});

}  // namespace checks

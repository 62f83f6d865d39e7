#include <fmt/format.h>

#include "checks/metrics/metric_check.hpp"
#include "words/moments.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

constexpr Threshold warn{.check = "missed_calls",
                         .id = "warn",
                         .value = 10,
                         .unit = "missed calls in an hour",
                         .what = "More is a warning."};

Verdict verdict(const Scene& scene, const Total& total) {
  if (*total.value == 0) return {Status::pass};
  return {total.worst->value > warn.in(scene) ? Status::warn : Status::info};
}

Judgements judge(const Scene& scene, const model::Metrics& metrics) {
  const std::string limit =
      fmt::format("At most {} in any hour. Missed: offered to an agent who did not answer within 20 seconds",
                  words::number(warn.in(scene)));
  const Counter counter{"MissedCalls", "missed call", "missed calls", limit, "ConcurrentCalls", "calls"};
  Judgement judgement = judge_counter(scene, metrics, the_instance(scene), counter, verdict);
  const Total total = total_of(metrics, counter.metric);
  const double worst = total.worst ? total.worst->value : 0;
  if (judgement.measured) judgement.measured = {worst, "missed calls in an hour", warn.in(scene)};
  if (judgement.status == Status::warn) {
    judgement.headline =
        fmt::format("{}, {} of them in the hour from {}", words::counted(*total.value, counter.one, counter.many),
                    words::number(worst), words::hour(total.worst->at));
  }
  return {judgement};
}

}  // namespace

const Check missed_calls = on<judge, &Inventory::metrics>({
    .id = "missed_calls",
    .component = "metrics",
    .title = "Missed calls",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::medium,
    .why = "A caller whose call an agent lets ring waits longer and goes back into the queue.",
    .remedy =
        "Look at who was on shift in the hour with most missed calls. Often agents left their desk without changing "
        "their status, or their headset or browser did not ring.",
    .action = "See who was on shift that hour",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html"},
    .thresholds = {warn},
});

}  // namespace checks

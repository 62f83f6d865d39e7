#include "checks/metrics/metric_check.hpp"

namespace checks {
namespace {

Judgements judge(const Scene& scene, const model::Metrics& metrics) {
  const Counter counter{"MisconfiguredPhoneNumbers",
                        "call to a number without a flow",
                        "calls to numbers without a flow",
                        "No call to a number without a flow",
                        "ConcurrentCalls",
                        "calls"};
  return {judge_counter(scene, metrics, the_instance(scene), counter, none_allowed)};
}

}  // namespace

const Check misconfigured_phone_numbers = on<judge, &Inventory::metrics>({
    .id = "misconfigured_phone_numbers",
    .component = "metrics",
    .title = "Calls to numbers without a flow",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::high,
    .why = "A call to a number that leads to no flow fails: the customer hears an error and nobody else notices.",
    .remedy = "Give every number a flow, or release it. The check of unused phone numbers names those without one.",
    .action = "Give every number a flow",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/contact-center-phone-number.html"},
});

}  // namespace checks

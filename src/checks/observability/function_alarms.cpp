#include "base/arn.hpp"
#include "checks/flow/flow_functions.hpp"
#include "checks/flow/live_flows.hpp"
#include "checks/observability/service_watch.hpp"

namespace checks {
namespace {

const std::vector<WantedSign> signs_of_function = {{.what = "errors", .metrics = {"Errors"}, .best = "Errors"},
                                                   {.what = "throttles", .metrics = {"Throttles"}, .best = "Throttles"}};

// The metrics of a function are of all its versions and aliases, and once more of each by itself.
// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
ServiceThing function_thing(const std::string& arn) {
  const std::string shown = function_name(arn);
  return {.metric_namespace = "AWS/Lambda",
          .dimension = "FunctionName",
          .name = shown.substr(0, shown.find(':')),
          .shown = shown,
          .narrower = {{"Resource", shown}},
          .part = "ExecutedVersion",
          .is_published_for_all = true,
          .signs = &signs_of_function};
}

bool is_gone(const Dataset<model::LambdaFunctions>& functions, const std::string& arn) {
  if (!functions.known()) return false;
  const auto found = functions.value->find(arn);
  return found != functions.value->end() && !found->second.exists;
}

Judgements judge(const Scene& scene, const LiveFlows& live, Known<model::Alarms> alarms,
                 const Dataset<model::LambdaFunctions>& functions, const Dataset<model::Metrics>& metrics) {
  ServiceThings all = {.noun = "function",
                       .which = "that flows call",
                       .none = "No live flow calls a Lambda function.",
                       .things = {},
                       .gap = live.unread_gap()};
  for (const std::string& arn : functions_called(live.followed())) {
    if (!arn.starts_with("arn:") || is_gone(functions, arn)) continue;
    if (auto gap = gap_of_alarms_on(scene, arn)) {
      if (!all.gap) all.gap = std::move(gap);
    } else {
      all.things.push_back(function_thing(arn));
    }
  }
  return judge_service_watch(scene, all, alarms, metrics);
}

}  // namespace

const Check function_alarms =
    on_made<judge, MakesLiveFlows, &Inventory::alarms, &Inventory::lambda_functions, &Inventory::metrics>({
        .id = "function_alarms",
        .component = "observability",
        .title = "Alarms on Lambda functions that flows call",
        .pillar = Pillar::observability,
        .severity = Severity::low,
        .why = "A function that fails sends callers down a flow's error branch, where nobody sees why; an alarm on the "
               "function tells at once.",
        .remedy = "Create CloudWatch alarms on the function's Errors and Throttles, and let them tell those who are on "
                  "call. One on Duration, near the time that the block waits, tells of slow answers too.",
        .action = "Create alarms on the functions",
        .links = {"https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html",
                  "https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html"},
    });

}  // namespace checks

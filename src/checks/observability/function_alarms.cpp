#include <algorithm>
#include <fmt/format.h>

#include "base/arn.hpp"
#include "checks/observability/service_watch.hpp"

namespace checks {
namespace {

const std::vector<WantedSign> signs_of_function = {
    {.what = "errors", .metrics = {"Errors"}, .best = "Errors"},
    {.what = "throttles", .metrics = {"Throttles"}, .best = "Throttles"}};

// The metrics of a function are of all its versions and aliases, and once more of each by itself.
// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
ServiceThing function_thing(const std::string& arn, const model::LambdaFunction& function) {
  const std::string name(base::arn_field(arn, base::arn_function));
  const std::string_view qualifier = base::arn_field(arn, base::arn_qualifier);
  const std::string shown = qualifier.empty() ? name : fmt::format("{}:{}", name, qualifier);
  return {.metric_namespace = "AWS/Lambda",
          .dimension = "FunctionName",
          .name = name,
          .shown = shown,
          .narrower = {{"Resource", shown}},
          .part = "ExecutedVersion",
          .is_published_for_all = true,
          .unknown = function.gap,
          .signs = &signs_of_function};
}

// Why flows may call functions that are not known. Those that AWS made call none of the customer's.
std::optional<Gap> gap_of_flows(const Dataset<model::FlowContents>& contents) {
  if (!contents.known()) return contents.gap;
  const auto unread =
      std::ranges::find_if(*contents.value, [](const auto& one) { return one.second.gap && !one.second.is_set_apart; });
  if (unread == contents.value->end()) return std::nullopt;
  return contents.gap ? contents.gap : unread->second.gap;
}

Judgements judge(const Scene& scene, const Dataset<model::LambdaFunctions>& functions, Known<model::Alarms> alarms,
                 const Dataset<model::Metrics>& metrics, const Dataset<model::FlowContents>& flows,
                 const Dataset<model::FlowContents>& modules) {
  const auto flows_gap = gap_of_flows(flows);
  ServiceThings all = {.noun = "function",
                       .which = "called by flows",
                       .none = "No live flow calls a Lambda function.",
                       .things = {},
                       .gap = flows_gap ? flows_gap : gap_of_flows(modules)};
  if (!functions.known()) {
    all.gap = functions.gap.value_or(Gap{model::GapKind::unavailable, "the functions of flows were not read", ""});
    return judge_service_watch(scene, all, alarms, metrics);
  }
  for (const auto& [arn, function] : *functions.value) {
    if (!function.exists) continue;
    if (auto gap = gap_of_alarms_on(scene, arn)) {
      if (!all.gap) all.gap = std::move(gap);
    } else {
      all.things.push_back(function_thing(arn, function));
    }
  }
  return judge_service_watch(scene, all, alarms, metrics);
}

}  // namespace

const Check function_alarms = on<judge, &Inventory::lambda_functions, &Inventory::alarms, &Inventory::metrics,
                                 &Inventory::flow_contents, &Inventory::module_contents>({
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

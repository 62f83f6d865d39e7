#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "aws/operations/lambda.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::LambdaFunction;
using model::LambdaFunctions;
using nlohmann::json;
namespace read = base::read;

// The static ARNs that blocks name, each once.
void add_named(LambdaFunctions& functions, const Dataset<model::FlowContents>& contents) {
  if (!contents.known()) return;
  for (const auto& [id, content] : *contents.value) {
    if (!content.graph) continue;
    for (const auto& action : content.graph->actions) {
      for (const auto& reference : action.references) {
        const bool is_static = reference.named.starts_with("arn:") && reference.named.find('{') == std::string::npos;
        if (reference.kind == model::ReferenceKind::lambda && is_static) functions.try_emplace(reference.named);
      }
    }
  }
}

// A version or an alias is asked for by itself: "arn:aws:lambda:REGION:ACCOUNT:function:NAME" has six colons.
json input_for(std::string_view arn) {
  std::size_t end = 0;
  for (int colons = 0; colons < 7 && end != std::string_view::npos; ++colons) end = arn.find(':', end + (colons > 0));
  json input = {{"FunctionName", arn.substr(0, end)}};
  if (end != std::string_view::npos) input["Qualifier"] = arn.substr(end + 1);
  return input;
}

void describe(Source& source, const std::string& arn, LambdaFunction& function) {
  const json answer = source.client.call(aws::lambda::get_function_configuration, input_for(arn));
  function.state = read::text(answer, "State");
  function.state_reason = read::text(answer, "StateReason");
  function.runtime = read::text(answer, "Runtime");
  function.timeout = read::integer(answer, "Timeout");
}

// AWS answers that nothing is found where a function has no policy.
std::optional<model::Gap> read_policy(Source& source, const std::string& arn, LambdaFunction& function,
                                      ItemGaps& gaps) {
  auto gap = gaps.of(
      [&] { function.policy = read::text(source.client.call(aws::lambda::get_policy, input_for(arn)), "Policy"); });
  return gap && gap->kind == model::GapKind::not_found ? std::nullopt : gap;
}

Dataset<LambdaFunctions> fetch_lambda_functions(Source& source, const Dataset<model::FlowContents>& flows,
                                                const Dataset<model::FlowContents>& modules) {
  if (!flows.known()) return Dataset<LambdaFunctions>::missing(needs_other("content of the flows", flows.gap));
  LambdaFunctions functions;
  add_named(functions, flows);
  add_named(functions, modules);
  ItemGaps of_functions, of_policies;
  source.steps.expect("Lambda functions", functions.size(), nullptr);
  for (auto& [arn, function] : functions) {
    function.gap = of_functions.of([&] { describe(source, arn, function); });
    function.exists = !function.gap || function.gap->kind != model::GapKind::not_found;
    if (!function.exists) function.gap.reset();
    if (function.exists) function.policy_gap = read_policy(source, arn, function, of_policies);
    source.steps.done(1);
  }
  auto gap = gap_of_items(functions, "Lambda functions");
  return {std::move(functions), std::move(gap)};
}

}  // namespace

const Collector collectors::lambda_functions = collector<&Inventory::lambda_functions, fetch_lambda_functions,
                                                         &Inventory::flow_contents, &Inventory::module_contents>(
    "flow", {&aws::lambda::get_function_configuration, &aws::lambda::get_policy});

}  // namespace collect

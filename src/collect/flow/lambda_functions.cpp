#include <nlohmann/json.hpp>

#include "aws/operations/lambda.hpp"
#include "base/arn.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"
#include "collect/flow/named_in_flows.hpp"

namespace collect {
namespace {

using model::LambdaFunction;
using model::LambdaFunctions;
using nlohmann::json;
namespace read = base::read;

void add_named(LambdaFunctions& functions, const Dataset<model::FlowContents>& contents) {
  each_named(contents, [&](const model::FlowReference& reference) {
    const bool is_arn = reference.named.starts_with("arn:") && is_fixed(reference.named);
    if (reference.kind == model::ReferenceKind::lambda && is_arn) functions.try_emplace(reference.named);
  });
}

// A version or an alias is asked for by itself.
json input_for(std::string_view arn) {
  const std::string_view qualifier = base::arn_field(arn, base::arn_qualifier);
  if (qualifier.empty()) return {{"FunctionName", arn}};
  return {{"FunctionName", base::arn_before(arn, base::arn_qualifier)}, {"Qualifier", qualifier}};
}

void describe(Source& source, const std::string& arn, LambdaFunction& function) {
  const json answer = source.client.call(aws::lambda::get_function_configuration, input_for(arn));
  function.state = needed(answer, "State", aws::lambda::get_function_configuration);
  function.state_reason = read::text(answer, "StateReason");
  function.runtime = read::text(answer, "Runtime");
  function.timeout = read::integer(answer, "Timeout");
  function.role = read::text(answer, "Role");
  const json& subnets = read::array(read::object(answer, "VpcConfig"), "SubnetIds");
  if (!subnets.empty()) function.subnets = std::int64_t(subnets.size());
}

// AWS answers that nothing is found where a function has no policy.
std::optional<model::Gap> read_policy(Source& source, const std::string& arn, LambdaFunction& function,
                                      ItemGaps& gaps) {
  const auto& operation = aws::lambda::get_policy;
  auto gap =
      gaps.of([&] { function.policy = needed(source.client.call(operation, input_for(arn)), "Policy", operation); });
  return gap && gap->kind == model::GapKind::not_found ? std::nullopt : gap;
}

void read_one(Source& source, const std::string& arn, LambdaFunction& function, ItemGaps& of_functions,
              ItemGaps& of_policies) {
  function.gap = of_functions.of([&] { describe(source, arn, function); });
  function.exists = !function.gap || function.gap->kind != model::GapKind::not_found;
  if (!function.exists) function.gap.reset();
  if (function.exists) function.policy_gap = read_policy(source, arn, function, of_policies);
}

Dataset<LambdaFunctions> fetch_lambda_functions(Source& source, const Dataset<model::FlowContents>& flows,
                                                const Dataset<model::FlowContents>& modules) {
  if (!flows.known()) return Dataset<LambdaFunctions>::missing(needs_other("content of the flows", flows.gap));
  LambdaFunctions functions;
  add_named(functions, flows);
  add_named(functions, modules);
  // Functions of other accounts are denied by themselves.
  ItemGaps of_functions(ItemGaps::Permission::its_own), of_policies(ItemGaps::Permission::its_own);
  source.steps.expect("Lambda functions", functions.size(), nullptr);
  for (auto& [arn, function] : functions) {
    // A flow may call a function of another Region, of which this one's AWS Lambda only says that it does not know it.
    // https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html
    function.gap = function.policy_gap = gap_of_region(arn, source.given.instance_ref.region);
    if (!function.gap) read_one(source, arn, function, of_functions, of_policies);
    source.steps.done(1);
  }
  auto gap = gap_of_items(functions, "Lambda functions");
  return {std::move(functions), std::move(gap)};
}

}  // namespace

const Collector collectors::lambda_functions = collector<&Inventory::lambda_functions, fetch_lambda_functions,
                                                         &Inventory::flow_contents, &Inventory::module_contents>(
    "flow", {&aws::lambda::get_function_configuration, &aws::lambda::get_policy}, Asks::each_item);

}  // namespace collect

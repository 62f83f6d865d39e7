#include <fmt/format.h>

#include "base/arn.hpp"
#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

struct Places {
  std::int64_t looked_at = 0, in_vpcs = 0;
  std::vector<std::string> in_one_subnet;  // names
  std::string first;                       // of these, its ARN
};

Places places_of(const model::LambdaFunctions& functions) {
  Places places;
  for (const auto& [arn, function] : functions) {
    if (function.gap || !function.exists) continue;
    ++places.looked_at;
    places.in_vpcs += function.subnets.has_value();
    if (function.subnets != 1) continue;
    if (places.first.empty()) places.first = arn;
    places.in_one_subnet.emplace_back(base::arn_field(arn, base::arn_function));
  }
  return places;
}

std::string observed(const Places& places) {
  std::string text = fmt::format(
      "{} of {} that flows call {} in a VPC and can reach what is private there; without one a function "
      "reaches what is public alone.",
      words::count(places.in_vpcs), words::counted(places.looked_at, "function"), places.in_vpcs == 1 ? "runs" : "run");
  if (!places.in_one_subnet.empty())
    text += fmt::format(" In a single subnet, and so in one Availability Zone: {}.", words::list(places.in_one_subnet));
  return text;
}

std::string headline_of(const std::vector<std::string>& names) {
  if (names.size() == 1)
    return headline("Function ", {"lambda_function", names.front(), names.front()}, " runs in one subnet only");
  return fmt::format("{} functions that flows call run in one subnet only", words::count(std::int64_t(names.size())));
}

Judgements judge(const Scene& scene, const model::LambdaFunctions& functions) {
  const Places places = places_of(functions);
  if (places.looked_at == 0) return {not_applicable(the_instance(scene), "No flow calls a Lambda function.")};
  Judgement judgement;
  judgement.status = places.in_one_subnet.empty() ? Status::pass : Status::warn;
  judgement.resource = the_instance(scene);
  judgement.observed = observed(places);
  judgement.measured = {.value = double(places.in_one_subnet.size()), .unit = "functions"};
  judgement.limit =
      "In a VPC, two subnets or more; whether they are in two Availability Zones, this review does not read";
  judgement.evidence = "lambda:GetFunctionConfiguration";
  if (judgement.status == Status::warn) {
    judgement.headline = headline_of(places.in_one_subnet);
    judgement.command = aws_command(scene, "lambda get-function-configuration", {{"function-name", places.first}});
  }
  return {judgement};
}

}  // namespace

const Check function_subnets = on<judge, &Inventory::lambda_functions>({
    .id = "function_subnets",
    .component = "security",
    .title = "Lambda functions in a VPC",
    .pillar = Pillar::resilience,
    .severity = Severity::medium,
    .why =
        "A function in a VPC reaches databases and services that are not on the internet. With one subnet it runs in "
        "one Availability Zone, and when that fails every flow that calls it takes its error branch.",
    .remedy = "Give the function a subnet in a second Availability Zone, with the same routes.",
    .action = "Add a subnet in another Availability Zone",
    .links = {"https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"},
});

}  // namespace checks

#include <fmt/format.h>

#include "base/arn.hpp"
#include "checks/resilience/global_use.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::DatasetId;

// ARNs in which the flow's Region is filled in while it runs are not among them.
std::vector<std::string> functions_of_a_region(const model::LambdaFunctions& functions) {
  std::vector<std::string> names;
  for (const auto& [arn, function] : functions) {
    const auto name = base::arn_field(arn, base::arn_function);
    names.push_back(words::one_line(name.empty() ? std::string_view(arn) : name, 64));
  }
  return names;
}

Judgements judge(const Scene& scene, const model::InstanceDetails& instance, const Dataset<model::FlowContents>& flows,
                 const Dataset<model::FlowContents>& modules, const Dataset<model::LambdaFunctions>& functions) {
  if (model::other_regions(instance, scene.instance.region).empty()) return {no_replica(scene)};
  Judgement judgement;
  judgement.resource = the_instance(scene);
  const auto names = functions.known() ? functions_of_a_region(*functions.value) : std::vector<std::string>();
  if (!names.empty()) {
    const auto count = std::int64_t(names.size());
    judgement.status = Status::warn;
    judgement.headline = fmt::format("Flows call {} in one fixed Region", words::counted(count, "function"));
    judgement.observed = fmt::format("{}, wherever they run: {}.", judgement.headline, words::list(names));
  } else if (!functions.known()) {
    leave_open(judgement, why_unknown(DatasetId::lambda_functions, functions.gap));
  } else if (flows.gap || modules.gap) {
    leave_open(judgement, flows.gap ? *flows.gap : *modules.gap);
  } else {
    judgement.status = Status::pass;
    judgement.observed = "No live flow names a Lambda function of one fixed Region.";
  }
  if (judgement.status != Status::not_assessed)
    judgement.measured = {.value = double(names.size()), .unit = "functions"};
  judgement.limit = "$.AwsRegion in place of the Region in ARNs of functions";
  judgement.evidence = "connect:DescribeContactFlow, ARNs of Lambda functions";
  return {judgement};
}

}  // namespace

const Check function_regions = on<judge, &Inventory::instance, &Inventory::flow_contents, &Inventory::module_contents,
                                  &Inventory::lambda_functions>(
    {
        .id = "function_regions",
        .component = "resilience",
        .title = "Functions of one Region",
        .pillar = Pillar::resilience,
        .severity = Severity::medium,
        .why = "The replica runs copies of the flows. While the Region that is fixed in them fails, so do their "
               "functions, and callers go down the error branch in the other Region too.",
        .remedy = "Deploy the functions by the same names in both Regions, and write $.AwsRegion in place of the "
                  "Region in their ARNs. Where flows branch by the Region, mute this finding.",
        .action = "Write $.AwsRegion in the ARNs",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html",
                  "https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html"},
    },
    moot_when<without_replica, &Inventory::instance>());

}  // namespace checks

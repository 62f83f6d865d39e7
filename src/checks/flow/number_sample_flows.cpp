#include <fmt/format.h>
#include <map>

#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::FlowSummary;

// By flow id, the numbers that lead to it.
std::map<std::string, std::vector<const model::PhoneNumber*>> numbers_by_flow(
    const model::PhoneNumbers& numbers, const model::FlowAssociations& associations) {
  std::map<std::string, std::vector<const model::PhoneNumber*>> found;
  for (const auto& number : numbers.numbers) {
    const auto flow = associations.find(number.arn);
    if (flow != associations.end()) found[model::flow_id(flow->second)].push_back(&number);
  }
  return found;
}

Judgement judgement_of(const Scene& scene, const FlowSummary& flow,
                       const std::vector<const model::PhoneNumber*>& numbers) {
  std::vector<std::string> names;
  for (const auto* number : numbers) names.push_back(number->e164);
  Judgement judgement;
  judgement.status = Status::info;
  judgement.resource = {"flow", flow.id, flow.name};
  judgement.observed = fmt::format(
      "{} to it: {}.", words::counted(double(names.size()), "number leads", "numbers lead"), words::list(names));
  judgement.measured = {.value = double(names.size()), .unit = "numbers"};
  judgement.command = aws_command(scene, "connect describe-contact-flow",
                                  {{"instance-id", scene.instance.instance_id}, {"contact-flow-id", flow.id}});
  judgement.console_url = flow_page(scene, flow.arn);
  return judgement;
}

Judgements judge(const Scene& scene, const model::PhoneNumbers& numbers, const model::FlowAssociations& associations,
                 const model::FlowSummaries& flows) {
  Judgements judgements;
  const auto leading = numbers_by_flow(numbers, associations);
  for (const FlowSummary& flow : flows) {
    const auto found = leading.find(flow.id);
    if (found == leading.end() || !model::is_aws_flow_name(flow.name)) continue;
    judgements.push_back(judgement_of(scene, flow, found->second));
  }
  if (judgements.empty() && leading.empty()) {
    judgements.push_back(not_applicable(the_instance(scene), "No number leads to a flow."));
  } else if (judgements.empty()) {
    Judgement& judgement = judgements.emplace_back();
    judgement.status = Status::pass;
    judgement.resource = the_instance(scene);
    judgement.observed = "None of the flows that numbers lead to has the name of one that AWS makes with an instance.";
  }
  for (Judgement& judgement : judgements) {
    judgement.limit = "Numbers lead to flows of your own";
    judgement.evidence = "connect:ListFlowAssociations, connect:ListContactFlows";
  }
  return judgements;
}

}  // namespace

const Check number_sample_flows =
    on<judge, &Inventory::phone_numbers, &Inventory::flow_associations, &Inventory::flows>({
        .id = "number_sample_flows",
        .component = "flow",
        .title = "Numbers that lead to AWS's sample flows",
        .pillar = Pillar::operational_excellence,
        .severity = Severity::low,
        .why =
            "AWS makes these flows with an instance, to show what blocks do. Callers hear their example texts, unless "
            "somebody has changed them.",
        .remedy =
            "Attach the numbers to flows of your own. Where a sample was made your own, give it a name that says so.",
        .action = "Attach a flow of your own",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-samples.html"},
    });

}  // namespace checks

#include "checks/flow/named.hpp"

namespace checks {
namespace {

constexpr NamingWords number_words = {
    .noun = "number",
    .nouns = "numbers",
    .verb = "leads to",
    .limit = "Every flow that a number leads to is there and published",
    .consequence = "Whoever calls or writes to this number is turned away.",
    .evidence = "connect:ListFlowAssociations, connect:GetFlowAssociation",
};

void add(std::vector<Naming>& namings, const Scene& scene, const model::PhoneNumber& number, const std::string& flow) {
  if (flow.empty()) return;
  namings.push_back({{"phone_number", number.id, number.e164},
                     {{model::ReferenceKind::flow, flow, "a flow"}},
                     aws_command(scene, "connect describe-phone-number", {{"phone-number-id", id_or_arn(number)}})});
}

Judgements judge(const Scene& scene, const model::PhoneNumbers& numbers, const model::FlowAssociations& calls,
                 const Dataset<model::MessageFlows>& messages, const Dataset<model::FlowSummaries>& flows) {
  std::vector<Naming> namings;
  for (const auto& number : numbers.numbers) {
    if (const auto call = calls.find(number.arn); call != calls.end()) add(namings, scene, number, call->second);
    if (!messages.known()) continue;
    const auto message = messages.value->find(number.id);
    if (message != messages.value->end()) add(namings, scene, number, message->second.flow_arn);
  }
  Judgements unknown;
  if (messages.gap)
    unknown.push_back(not_assessed({"phone_numbers", "messages", "Where messages lead"}, *messages.gap));
  Judgements judgements =
      judged(scene, {.instance = scene.instance, .flows = &flows}, namings, number_words, std::move(unknown));
  for (Judgement& judgement : judgements) judgement.console_url = phone_numbers_page(scene);
  return judgements;
}

}  // namespace

const Check number_targets =
    on<judge, &Inventory::phone_numbers, &Inventory::flow_associations, &Inventory::message_flows, &Inventory::flows>({
        .id = "number_targets",
        .component = "flow",
        .title = "Flows that numbers lead to",
        .pillar = Pillar::resilience,
        .severity = Severity::high,
        .why = "A number whose flow is gone, archived or was never published takes no calls and no messages.",
        .remedy = "Attach the number to a flow that is published.",
        .action = "Attach the number to a published flow",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/contact-center-phone-number.html"},
    });

}  // namespace checks

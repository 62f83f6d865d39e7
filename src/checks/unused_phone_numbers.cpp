#include "checks/check.hpp"
#include "checks/wording.hpp"

namespace checks {
namespace {

Judgement start(const Inventory& inventory, Status status, Resource resource) {
  Judgement judgement;
  judgement.status = status;
  judgement.resource = std::move(resource);
  judgement.limit = "Every number for calls leads to a flow";
  judgement.evidence = "connect:ListFlowAssociations, VOICE_PHONE_NUMBER";
  judgement.console_url = phone_numbers_page(inventory);
  return judgement;
}

Judgement unused(const Inventory& inventory, const model::PhoneNumber& number) {
  Judgement judgement = start(inventory, Status::warn, {"phone_number", number.id, number.e164});
  judgement.observed = "This number leads to no flow of this instance.";
  judgement.command = aws_command(inventory, "connect describe-phone-number", {{"phone-number-id", number.id}});
  return judgement;
}

Judgement all_used(const Inventory& inventory, double used) {
  Judgement judgement = start(inventory, Status::pass, the_instance(inventory));
  judgement.observed = count(used, "number leads", "numbers lead") + " to a flow.";
  return judgement;
}

Judgements judge(const Inventory& inventory) {
  const auto& flows = inventory.flow_associations;
  Judgements judgements;
  double used = 0;
  bool any = false;
  for (const auto& number : inventory.phone_numbers.value->numbers) {
    if (number.type == "SHORT_CODE") continue;  // for text messages only
    any = true;
    if (flows.value->contains(number.arn)) {
      ++used;
    } else if (flows.complete()) {  // missing in part of a list says nothing
      judgements.push_back(unused(inventory, number));
    }
  }
  if (!any) return {not_applicable(the_instance(inventory), "The instance has no phone numbers that take calls.")};
  if (judgements.empty()) judgements.push_back(all_used(inventory, used));
  return judgements;
}

}  // namespace

const Check unused_phone_numbers = {
    .id = "unused_phone_numbers",
    .component = "phone",
    .title = "Phone numbers without a flow",
    .pillar = Pillar::cost,
    .severity = Severity::low,
    .why = "A number without a flow is paid for every day, and whoever calls it hears an error.",
    .remedy =
        "Attach the number to a flow, or release it if nobody needs it. A released number may be gone for good: make "
        "sure "
        "that it is printed nowhere.",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/contact-center-phone-number.html"},
    .needs = {NEEDS(phone_numbers), NEEDS(flow_associations)},
    .judge = judge,
};

}  // namespace checks

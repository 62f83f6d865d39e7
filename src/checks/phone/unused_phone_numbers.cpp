#include <fmt/format.h>

#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

Judgement start(const Scene& scene, Status status, Resource resource) {
  Judgement judgement;
  judgement.status = status;
  judgement.resource = std::move(resource);
  judgement.limit = "Every number for calls leads to a flow";
  judgement.evidence = "connect:ListFlowAssociations, VOICE_PHONE_NUMBER";
  judgement.console_url = phone_numbers_page(scene);
  return judgement;
}

Judgement unused(const Scene& scene, const model::PhoneNumber& number) {
  Judgement judgement = start(scene, Status::warn, {"phone_number", number.id, number.e164});
  judgement.observed = "This number leads to no flow of this instance.";
  if (!number.group.empty()) {
    judgement.observed +=
        fmt::format(" It is claimed to the traffic distribution group {}.", words::in_quotes(number.group));
  }
  judgement.command =
      aws_command(scene, "connect describe-phone-number", {{"phone-number-id", model::id_or_arn(number)}});
  return judgement;
}

Judgement all_used(const Scene& scene, double used) {
  Judgement judgement = start(scene, Status::pass, the_instance(scene));
  judgement.observed = fmt::format("{} to a flow.", words::counted(used, "number leads", "numbers lead"));
  return judgement;
}

Judgements judge(const Scene& scene, const model::PhoneNumbers& phone_numbers, Known<model::FlowAssociations> flows) {
  Judgements judgements;
  double used = 0;
  bool any = false;
  for (const auto& number : phone_numbers.numbers) {
    if (number.type == "SHORT_CODE") continue;  // for text messages only
    any = true;
    if (flows->contains(number.arn)) {
      ++used;
    } else if (flows.dataset.complete()) {  // missing in part of a list says nothing
      judgements.push_back(unused(scene, number));
    }
  }
  if (!any) return {not_applicable(the_instance(scene), "The instance has no phone numbers that take calls.")};
  if (judgements.empty()) judgements.push_back(all_used(scene, used));
  return judgements;
}

}  // namespace

const Check unused_phone_numbers = on<judge, &Inventory::phone_numbers, &Inventory::flow_associations>({
    .id = "unused_phone_numbers",
    .component = "phone",
    .title = "Phone numbers without a flow",
    .pillar = Pillar::cost,
    .severity = Severity::low,
    .why = "A number without a flow is paid for every day, and whoever calls it hears an error.",
    .remedy =
        "Attach the number to a flow, or release it if nobody needs it. A released number may be gone for good: make "
        "sure that it is printed nowhere.",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/contact-center-phone-number.html"},
});

}  // namespace checks

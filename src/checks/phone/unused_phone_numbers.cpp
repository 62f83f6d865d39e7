#include <algorithm>
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

// Numbers of which it is not known where they lead, to be told in one judgement.
struct Unread {
  std::vector<std::string> numbers;
  std::optional<Gap> first;

  void add(const model::PhoneNumber& number, const Gap& why) {
    numbers.push_back(number.e164);
    if (!first) first = why;
  }
};

// https://docs.aws.amazon.com/connect/latest/APIReference/API_PhoneNumberSummary.html
bool takes_calls(const model::PhoneNumber& number) {
  static constexpr std::string_view types[] = {"TOLL_FREE",      "DID", "UIFN", "SHARED", "THIRD_PARTY_TF",
                                               "THIRD_PARTY_DID"};
  return std::ranges::find(types, number.type) != std::end(types);
}

// Where messages to an imported number lead: nothing when that could not be read.
const model::MessageFlow* message_flow(const Dataset<model::MessageFlows>& messages, const model::PhoneNumber& number,
                                       Unread& unread) {
  const Gap not_asked{model::GapKind::unavailable, "the number was not looked up", ""};
  const auto found = messages.known() ? messages.value->find(number.id) : model::MessageFlows::const_iterator{};
  if (!messages.known() || found == messages.value->end()) {
    unread.add(number, messages.gap.value_or(not_asked));
    return nullptr;
  }
  if (found->second.gap) {
    unread.add(number, *found->second.gap);
    return nullptr;
  }
  return &found->second;
}

Judgement unused(const Scene& scene, const model::PhoneNumber& number) {
  Judgement judgement = start(scene, Status::warn, {"phone_number", number.id, number.e164});
  judgement.headline = headline("Number ", judgement.resource, " leads to no flow");
  judgement.observed = number.source_arn.empty()
                           ? "This number leads to no flow of this instance."
                           : "Neither calls nor messages to this number lead to a flow of this instance.";
  if (!number.source_arn.empty()) judgement.evidence += "; connect:GetFlowAssociation";
  if (!number.group.empty()) {
    judgement.observed +=
        fmt::format(" It is claimed to the traffic distribution group {}.", words::in_quotes(number.group));
  }
  // A released number cannot be had back: the command only shows it.
  judgement.command =
      aws_command(scene, "connect describe-phone-number", {{"phone-number-id", model::id_or_arn(number)}});
  return judgement;
}

Judgement all_used(const Scene& scene, double used) {
  Judgement judgement = start(scene, Status::pass, the_instance(scene));
  judgement.measured = {.value = 0, .unit = "unused numbers"};
  judgement.observed = fmt::format("{} to a flow.", words::counted(used, "number leads", "numbers lead"));
  return judgement;
}

Judgement judge_unread(const Scene& scene, const Unread& unread) {
  Judgement judgement = not_assessed({"phone_numbers", "unread", "Numbers that may lead somewhere"}, *unread.first);
  judgement.observed = fmt::format("Whether {} to a flow is not known: {}.",
                                   words::counted(double(unread.numbers.size()), "number leads", "numbers lead"),
                                   words::list(unread.numbers));
  judgement.evidence = "connect:GetFlowAssociation";
  judgement.console_url = phone_numbers_page(scene);
  return judgement;
}

Judgements judge(const Scene& scene, const model::PhoneNumbers& phone_numbers, Known<model::FlowAssociations> flows,
                 const Dataset<model::MessageFlows>& messages) {
  Judgements judgements;
  Unread unread;
  double used = 0;
  bool any = false;
  for (const auto& number : phone_numbers.numbers) {
    const bool is_imported = !number.source_arn.empty();
    if (number.type == "SHORT_CODE" && !is_imported) continue;  // for text messages only
    any = true;
    if (flows->contains(number.arn)) {
      ++used;
    } else if (is_imported) {
      const auto* message = message_flow(messages, number, unread);
      if (message != nullptr && !message->flow_arn.empty()) ++used;
      if (message != nullptr && message->flow_arn.empty() && flows.dataset.complete())
        judgements.push_back(unused(scene, number));
    } else if (!takes_calls(number)) {
      unread.add(
          number,
          {model::GapKind::not_supported,
           fmt::format("the number type {} is not one that this review knows", words::in_quotes(number.type)), ""});
    } else if (flows.dataset.complete()) {  // missing in part of a list says nothing
      judgements.push_back(unused(scene, number));
    }
  }
  if (!any) return {not_applicable(the_instance(scene), "The instance has no phone numbers that take calls.")};
  if (judgements.empty() && !unread.first) judgements.push_back(all_used(scene, used));
  if (unread.first) judgements.push_back(judge_unread(scene, unread));
  return judgements;
}

}  // namespace

const Check unused_phone_numbers = on<judge, &Inventory::phone_numbers, &Inventory::flow_associations,
                                      &Inventory::message_flows>({
    .id = "unused_phone_numbers",
    .component = "phone",
    .title = "Phone numbers without a flow",
    .pillar = Pillar::cost,
    .severity = Severity::low,
    .why = "A number without a flow is paid for every day, and whoever calls it hears an error.",
    .remedy =
        "Attach the number to a flow, or release it if nobody needs it. A released number may be gone for good: make "
        "sure that it is printed nowhere.",
    .action = "Attach a flow, or release the number",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/contact-center-phone-number.html",
              "https://docs.aws.amazon.com/connect/latest/APIReference/API_GetFlowAssociation.html"},
});

}  // namespace checks

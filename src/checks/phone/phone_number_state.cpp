#include <fmt/format.h>

#include "checks/check.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

// Numbers of which the state is not known, to be told in one judgement.
struct Unread {
  double numbers = 0;
  std::optional<Gap> first;

  void add(const Gap& why) {
    ++numbers;
    if (!first) first = why;
  }
};

Gap gap_of(const model::PhoneNumberState* state) {
  if (state == nullptr) return {model::GapKind::unavailable, "the number was not looked up", ""};
  if (state->gap) return *state->gap;
  if (state->status.empty()) return {model::GapKind::malformed, "AWS gave no status", ""};
  return {model::GapKind::not_supported,
          fmt::format("the status {} is not one that this review knows", words::in_quotes(state->status)), ""};
}

Judgement start(const Scene& scene, Status status, Resource resource) {
  Judgement judgement;
  judgement.status = status;
  judgement.resource = std::move(resource);
  judgement.limit = "CLAIMED";
  judgement.evidence = "connect:DescribePhoneNumber";
  judgement.console_url = phone_numbers_page(scene);
  return judgement;
}

Judgement judge_number(const Scene& scene, const model::PhoneNumber& number, const model::PhoneNumberState& state) {
  const bool failed = state.status == "FAILED";
  Judgement judgement = start(scene, failed ? Status::fail : Status::warn, {"phone_number", number.id, number.e164});
  judgement.headline =
      headline("Number ", judgement.resource, failed ? " could not be claimed" : " is still being claimed");
  judgement.observed = failed ? "Claiming this number failed" : "Claiming this number is still in progress";
  judgement.observed += fmt::format("{}.", words::in_brackets(state.message));
  if (!failed) {
    judgement.severity = Severity::low;
    judgement.remedy = "Look again in a while. If it stays so for more than a day, ask AWS Support.";
    judgement.action = "Look again tomorrow";
  }
  judgement.command =
      aws_command(scene, "connect describe-phone-number", {{"phone-number-id", model::id_or_arn(number)}});
  return judgement;
}

Judgement judge_claimed(const Scene& scene, double claimed, bool are_all) {
  Judgement judgement = start(scene, Status::pass, the_instance(scene));
  judgement.observed =
      are_all ? fmt::format("Every number is claimed: {}.", words::number(claimed))
              : fmt::format("{} claimed.", words::counted(claimed, "other number is", "other numbers are"));
  return judgement;
}

Judgement judge_unread(const Unread& unread) {
  Judgement judgement = not_assessed({"phone_numbers", "unread", "Numbers of unknown state"}, *unread.first);
  judgement.observed =
      fmt::format("The state of {} is not known.", words::counted(unread.numbers, "number", "numbers"));
  judgement.evidence = "connect:DescribePhoneNumber";
  return judgement;
}

Judgements judge(const Scene& scene, const model::PhoneNumbers& phone_numbers,
                 const model::PhoneNumberStates& phone_states) {
  Judgements judgements;
  Unread unread;
  double claimed = 0;
  for (const auto& number : phone_numbers.numbers) {
    const auto found = phone_states.find(number.id);
    const auto* state = found == phone_states.end() ? nullptr : &found->second;
    const std::string status = state == nullptr || state->gap ? "" : state->status;
    if (status == "FAILED" || status == "IN_PROGRESS") {
      judgements.push_back(judge_number(scene, number, *state));
    } else if (status == "CLAIMED") {
      ++claimed;
    } else {
      unread.add(gap_of(state));
    }
  }
  // While some are unknown, nothing is said of "the rest".
  if (claimed > 0 && !unread.first) judgements.push_back(judge_claimed(scene, claimed, judgements.empty()));
  if (unread.first) judgements.push_back(judge_unread(unread));
  if (judgements.empty()) return {not_applicable(the_instance(scene), "The instance has no phone numbers.")};
  return judgements;
}

}  // namespace

const Check phone_number_state = on<judge, &Inventory::phone_numbers, &Inventory::phone_states>({
    .id = "phone_number_state",
    .component = "phone",
    .title = "State of the phone numbers",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::high,
    .why = "A number that could not be claimed takes no calls, even though it is in the list.",
    .remedy = "Read AWS's message. Then release the number and claim it again, or ask AWS Support.",
    .action = "Release the number and claim again",
    .links = {"https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribePhoneNumber.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/claim-phone-number.html"},
});

}  // namespace checks

#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::PhoneNumber;
using model::PhoneNumbers;
using nlohmann::json;
namespace read = base::read;

// The lists carry no state; it takes one DescribePhoneNumber a number.
Dataset<model::PhoneNumberStates> fetch_phone_states(Source& source, const Dataset<PhoneNumbers>& phone_numbers) {
  using States = model::PhoneNumberStates;
  if (!phone_numbers.known()) {
    return Dataset<States>::missing(needs_other("list of phone numbers", phone_numbers.gap));
  }
  States states;
  ItemGaps gaps;
  source.steps.expect("phone numbers", phone_numbers.value->numbers.size(), &aws::connect::describe_phone_number);
  for (const PhoneNumber& number : phone_numbers.value->numbers) {
    model::PhoneNumberState& state = states[number.id];
    state.gap = gaps.of([&] {
      const json answer =
          source.client.call(aws::connect::describe_phone_number, {{"PhoneNumberId", model::id_or_arn(number)}});
      const json& status = read::object(read::object(answer, "ClaimedPhoneNumberSummary"), "PhoneNumberStatus");
      state = {read::text(status, "Status"), label(status, "Message"), std::nullopt};
    });
    source.steps.done();
  }
  return gaps.dataset(std::move(states), "states of phone numbers");
}

}  // namespace

const Collector collectors::phone_states =
    collector<&Inventory::phone_states, fetch_phone_states, &Inventory::phone_numbers>(
        "phone", {&aws::connect::describe_phone_number}, Asks::each_item);

}  // namespace collect

#include "aws/operations/connect.hpp"
#include "aws/operations/pinpoint.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/datasets.hpp"

namespace collect {
namespace {

using model::Gap;
using model::PhoneNumber;
using model::PhoneNumbers;
using model::TrafficDistributionGroup;
using nlohmann::json;
namespace connect = aws::connect;
namespace read = base::read;

void add_numbers(Source& source, const std::string& target_arn, const std::string& group, PhoneNumbers& found) {
  aws::for_each_item(source.client, connect::list_phone_numbers_v2, {{"TargetArn", target_arn}}, [&](const json& item) {
    found.numbers.push_back({read::text(item, "PhoneNumberId"), read::text(item, "PhoneNumberArn"),
                             read::text(item, "PhoneNumber"), read::text(item, "PhoneNumberCountryCode"),
                             read::text(item, "PhoneNumberType"), read::text(item, "TargetArn"),
                             label(item, "PhoneNumberDescription"), group});
  });
}

// A number claimed to a traffic distribution group does not appear in the instance's own list.
void add_groups(Source& source, PhoneNumbers& found) {
  aws::for_each_item(source.client, connect::list_traffic_distribution_groups,
                     {{"InstanceId", source.given.instance_ref.instance_id}}, [&](const json& item) {
                       found.groups.push_back({read::text(item, "Id"), read::text(item, "Arn"), label(item, "Name"),
                                               read::text(item, "Status")});
                     });
  for (const TrafficDistributionGroup& group : found.groups) {
    add_numbers(source, group.arn, group.name.empty() ? group.id : group.name, found);
  }
}

// Numbers that PhoneNumberValidate has no answer for: no country, or no telephone behind them.
bool has_carrier(const PhoneNumber& number) {
  return number.type != "UIFN" && number.type != "SHORT_CODE";
}

model::Carrier look_up(Source& source, const PhoneNumber& number) {
  const json answer = source.client.call(
      aws::pinpoint::phone_number_validate,
      {{"NumberValidateRequest", {{"PhoneNumber", number.e164}, {"IsoCountryCode", number.country}}}});
  const json& response = read::object(answer, "NumberValidateResponse");
  // A carrier may be unknown; what kind of number it is always comes.
  if (read::text(response, "PhoneType").empty()) {
    throw base::Error(base::ErrorKind::corrupt, "mobiletargeting:PhoneNumberValidate answered no PhoneType");
  }
  return {label(response, "Carrier"), read::text(response, "PhoneType"), false, std::nullopt};
}

}  // namespace

Dataset<PhoneNumbers> phone_numbers(Source& source) {
  PhoneNumbers found;
  add_numbers(source, source.given.instance_ref.arn, "", found);
  try {
    add_groups(source, found);
  } catch (const base::Error& error) {
    Gap gap = gap_from(error);
    gap.reason = "the numbers of traffic distribution groups are missing: " + gap.reason;
    return Dataset<PhoneNumbers>::partly(std::move(found), std::move(gap));
  }
  return Dataset<PhoneNumbers>::of(std::move(found));
}

// The lists carry no state; it takes one DescribePhoneNumber a number.
Dataset<model::PhoneNumberStates> phone_states(Source& source, const Dataset<PhoneNumbers>& phone_numbers) {
  using States = model::PhoneNumberStates;
  if (!phone_numbers.known()) {
    return Dataset<States>::missing(needs_other("list of phone numbers", phone_numbers.gap));
  }
  States states;
  ItemGaps gaps;
  for (const PhoneNumber& number : phone_numbers.value->numbers) {
    model::PhoneNumberState& state = states[number.id];
    state.gap = gaps.given_up();
    if (state.gap) continue;
    try {
      const json answer = source.client.call(connect::describe_phone_number, {{"PhoneNumberId", number.id}});
      const json& status = read::object(read::object(answer, "ClaimedPhoneNumberSummary"), "PhoneNumberStatus");
      state = {read::text(status, "Status"), label(status, "Message"), std::nullopt};
      gaps.answered();
    } catch (const base::Error& error) {
      state.gap = gaps.after(error);
    }
  }
  auto gap = gap_of_items(states, "states of phone numbers");
  return {std::move(states), std::move(gap)};
}

Dataset<model::FlowAssociations> flow_associations(Source& source) {
  model::FlowAssociations found;
  aws::for_each_item(source.client, connect::list_flow_associations,
                     {{"InstanceId", source.given.instance_ref.instance_id}, {"ResourceType", "VOICE_PHONE_NUMBER"}},
                     [&](const json& item) { found[read::text(item, "ResourceId")] = read::text(item, "FlowId"); });
  return Dataset<model::FlowAssociations>::of(std::move(found));
}

// Each look-up is paid for, so what an earlier review learned is taken from there.
Dataset<model::Carriers> carriers(Source& source, const Dataset<PhoneNumbers>& phone_numbers) {
  using model::Carriers;
  if (!source.given.settings.carrier_lookup) {
    return Dataset<Carriers>::missing(
        {model::GapKind::switched_off, "looking up carriers is switched off (carrier_lookup = false)", ""});
  }
  if (!phone_numbers.known()) {
    return Dataset<Carriers>::missing(needs_other("list of phone numbers", phone_numbers.gap));
  }
  Carriers found;
  ItemGaps gaps;
  for (const PhoneNumber& number : phone_numbers.value->numbers) {
    if (!has_carrier(number)) continue;
    model::Carrier& carrier = found[number.e164];
    const auto known = source.given.known_carriers.find(number.e164);
    if (known != source.given.known_carriers.end()) {
      carrier = known->second;
      continue;
    }
    carrier.gap = gaps.given_up();
    if (carrier.gap) continue;
    try {
      carrier = look_up(source, number);
      gaps.answered();
    } catch (const base::Error& error) {
      carrier.gap = gaps.after(error);
    }
  }
  auto gap = gap_of_items(found, "carriers");
  return {std::move(found), std::move(gap)};
}

}  // namespace collect

#include "aws/operations/pinpoint.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::PhoneNumber;
using model::PhoneNumbers;
using nlohmann::json;
namespace read = base::read;

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

// Each look-up is paid for, so what an earlier review learned is taken from there.
Dataset<model::Carriers> fetch(Source& source, const Dataset<PhoneNumbers>& phone_numbers) {
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
    carrier.gap = gaps.of([&] { carrier = look_up(source, number); });
  }
  return gaps.dataset(std::move(found), "carriers");
}

}  // namespace

const Collector collectors::carriers =
    collector<&Inventory::carriers, fetch, &Inventory::phone_numbers>("phone", {&aws::pinpoint::phone_number_validate});

}  // namespace collect

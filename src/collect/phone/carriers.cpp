#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <span>
#include <vector>

#include "aws/operations/pinpoint.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::Gap;
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

// The numbers that are to be paid for: those of which nothing is known come before those that AWS did not know when it
// was asked for an earlier review, which would else use up each budget anew.
std::vector<const PhoneNumber*> to_pay_for(const model::Given& given, const PhoneNumbers& phone_numbers) {
  std::vector<const PhoneNumber*> numbers;
  std::set<std::string_view> seen;
  for (const PhoneNumber& number : phone_numbers.numbers) {
    const bool is_new = has_carrier(number) && !given.known_carriers.contains(number.e164);
    if (is_new && seen.insert(number.e164).second) numbers.push_back(&number);
  }
  std::ranges::stable_partition(
      numbers, [&](const PhoneNumber* number) { return !given.unknown_carriers.contains(number->e164); });
  return numbers;
}

std::size_t affordable(double budget_usd) {
  constexpr double rounding = 1e-9;  // 0.006 is no binary fraction
  return std::size_t(budget_usd / aws::pinpoint::number_price.usd + rounding);
}

Gap over_budget(double budget_usd) {
  return {model::GapKind::switched_off,
          fmt::format("the ${:.2f} that a review may pay for look-ups are spent (carrier_budget_usd), and the next "
                      "review goes on",
                      budget_usd),
          ""};
}

// Says of the numbers that the budget left out that it did.
void add_left_out(Dataset<model::Carriers>& carriers, std::span<const PhoneNumber* const> left_out, const Gap& why) {
  if (left_out.empty() || !carriers.known()) return;
  for (const PhoneNumber* number : left_out) (*carriers.value)[number->e164].gap = why;
  if (carriers.gap) return;
  carriers.gap = why;
  carriers.gap->reason =
      fmt::format("{} of {} carriers were not looked up: {}", left_out.size(), carriers.value->size(), why.reason);
}

// Each look-up is paid for, so what an earlier review learned is taken from there, and a budget bounds the rest.
Dataset<model::Carriers> fetch_carriers(Source& source, const Dataset<PhoneNumbers>& phone_numbers) {
  using model::Carriers;
  const model::Given& given = source.given;
  if (auto off = model::no_carrier_lookup(given.settings)) return Dataset<Carriers>::missing(*std::move(off));
  if (!phone_numbers.known()) {
    return Dataset<Carriers>::missing(needs_other("list of phone numbers", phone_numbers.gap));
  }
  const auto unpaid = to_pay_for(given, *phone_numbers.value);
  const std::span all(unpaid);
  const auto paid = all.first(std::min(all.size(), affordable(given.settings.carrier_budget_usd)));
  if (!paid.empty() && given.before_paying) {
    given.before_paying(paid.size(), double(paid.size()) * aws::pinpoint::number_price.usd);
  }
  Carriers found;
  for (const PhoneNumber& number : phone_numbers.value->numbers) {
    const auto known = given.known_carriers.find(number.e164);
    if (has_carrier(number) && known != given.known_carriers.end()) found[number.e164] = known->second;
  }
  source.steps.expect("carriers", paid.size(), &aws::pinpoint::phone_number_validate);
  ItemGaps gaps;
  for (const PhoneNumber* number : paid) {
    model::Carrier& carrier = found[number->e164];
    carrier.gap = gaps.of([&] { carrier = look_up(source, *number); });
    source.steps.done();
  }
  auto carriers = gaps.dataset(std::move(found), "carriers");
  add_left_out(carriers, all.subspan(paid.size()), over_budget(given.settings.carrier_budget_usd));
  return carriers;
}

}  // namespace

const Collector collectors::carriers = collector<&Inventory::carriers, fetch_carriers, &Inventory::phone_numbers>(
    "phone", {&aws::pinpoint::phone_number_validate}, Asks::each_item);

}  // namespace collect

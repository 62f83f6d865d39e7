#include "checks/inventory_for_test.hpp"
#include "words/numbers.hpp"

namespace checks::test {
namespace {

model::PhoneNumber number(const std::string& id, const std::string& country = "DE", const std::string& type = "DID") {
  return {id, "arn:phone/" + id, "+49" + id, country, type, instance_arn, "", ""};
}

Inventory with_numbers(std::vector<model::PhoneNumber> numbers) {
  Inventory inventory = empty_inventory();
  inventory.phone_numbers.value->numbers = std::move(numbers);
  return inventory;
}

void set_state(Inventory& inventory, const std::string& id, const std::string& status,
               const std::string& message = "") {
  (*inventory.phone_states.value)[id] = {status, message, std::nullopt};
}

TEST(PhoneNumberState, AllClaimedPasses) {
  Inventory inventory = with_numbers({number("1"), number("2")});
  set_state(inventory, "1", "CLAIMED");
  set_state(inventory, "2", "CLAIMED");
  const Finding finding = only("phone_number_state", inventory);
  EXPECT_EQ(finding.status, Status::pass);
  EXPECT_EQ(finding.resource.key, instance_id);
  EXPECT_EQ(finding.observed, "Every number is claimed: 2.");
}

TEST(PhoneNumberState, NamesWhatFailedOrIsInProgressAndPassesTheRest) {
  Inventory inventory = with_numbers({number("1"), number("2"), number("3")});
  set_state(inventory, "1", "FAILED", "no such number");
  set_state(inventory, "2", "IN_PROGRESS");
  set_state(inventory, "3", "CLAIMED");
  const Findings findings = run("phone_number_state", inventory);
  EXPECT_EQ(findings.size(), 3U);
  EXPECT_EQ(by_key(findings, "1").status, Status::fail);
  EXPECT_EQ(by_key(findings, "1").severity, Severity::high);
  EXPECT_EQ(by_key(findings, "1").resource.type, "phone_number");
  EXPECT_HAS(by_key(findings, "1").observed, "no such number");
  EXPECT_HAS(by_key(findings, "1").command, "--phone-number-id 1");
  EXPECT_EQ(by_key(findings, "2").status, Status::warn);
  EXPECT_EQ(by_key(findings, "2").severity, Severity::low);
  EXPECT_EQ(by_key(findings, instance_id).observed, "1 other number is claimed.");
}

TEST(PhoneNumberState, WithNothingClaimedNothingPasses) {
  Inventory inventory = with_numbers({number("1")});
  set_state(inventory, "1", "FAILED");
  EXPECT_EQ(only("phone_number_state", inventory).status, Status::fail);
}

TEST(PhoneNumberState, WhatIsNotKnownIsCountedAndNotPassed) {
  Inventory inventory = with_numbers({number("1"), number("2"), number("3"), number("4"), number("5")});
  set_state(inventory, "1", "CLAIMED");
  set_state(inventory, "2", "PORTING");
  (*inventory.phone_states.value)["3"].gap = denied("connect:DescribePhoneNumber");
  set_state(inventory, "4", "");
  const Finding finding = only("phone_number_state", inventory);
  EXPECT_EQ(finding.status, Status::not_assessed);
  EXPECT_EQ(finding.resource.key, "unread");
  EXPECT_EQ(finding.observed, "The state of 4 numbers is not known.");
  EXPECT_HAS(finding.reason, "PORTING");
}

TEST(PhoneNumberState, TheFirstReasonBringsItsPermission) {
  Inventory inventory = with_numbers({number("1")});
  (*inventory.phone_states.value)["1"].gap = denied("connect:DescribePhoneNumber");
  EXPECT_EQ(only("phone_number_state", inventory).permission, "connect:DescribePhoneNumber");
  EXPECT_EQ(only("phone_number_state", empty_inventory()).status, Status::not_applicable);
}

TEST(UnusedPhoneNumbers, WarnsOfEachNumberWithoutAFlow) {
  Inventory inventory = with_numbers({number("1"), number("2"), number("3", "DE", "SHORT_CODE")});
  (*inventory.flow_associations.value)["arn:phone/1"] = "arn:flow";
  const Finding finding = only("unused_phone_numbers", inventory);
  EXPECT_EQ(finding.status, Status::warn);
  EXPECT_EQ(finding.resource.key, "2");
  EXPECT_EQ(finding.severity, Severity::low);
  (*inventory.flow_associations.value)["arn:phone/2"] = "arn:flow";
  EXPECT_EQ(only("unused_phone_numbers", inventory).status, Status::pass);
  EXPECT_EQ(only("unused_phone_numbers", inventory).resource.key, instance_id);
}

TEST(UnusedPhoneNumbers, WhatIsMissingInPartOfTheListIsNotUnused) {
  Inventory inventory = with_numbers({number("1"), number("2")});
  (*inventory.flow_associations.value)["arn:phone/1"] = "arn:flow";
  inventory.flow_associations.gap = cut_short();
  EXPECT_EQ(only("unused_phone_numbers", inventory).status, Status::not_assessed);
}

TEST(UnusedPhoneNumbers, WithoutNumbersForCallsNothingIsAsked) {
  EXPECT_EQ(only("unused_phone_numbers", empty_inventory()).status, Status::not_applicable);
  EXPECT_EQ(only("unused_phone_numbers", with_numbers({number("3", "DE", "SHORT_CODE")})).status,
            Status::not_applicable);
}

void set_carrier(Inventory& inventory, const std::string& id, const std::string& name) {
  (*inventory.carriers.value)["+49" + id].name = name;
}

TEST(CarrierDiversity, TwoCarriersPassAndOneWarns) {
  Inventory inventory =
      with_numbers({number("1"), number("2"), number("3", "GB"), number("4", "GB"), number("5", "FR")});
  set_carrier(inventory, "1", "Telekom");
  set_carrier(inventory, "2", "Telekom");
  set_carrier(inventory, "3", "BT");
  set_carrier(inventory, "4", "Colt");
  set_carrier(inventory, "5", "Orange");
  const Findings findings = run("carrier_diversity", inventory);
  EXPECT_EQ(findings.size(), 3U);
  EXPECT_EQ(by_key(findings, "DE").status, Status::warn);
  EXPECT_EQ(by_key(findings, "DE").resource.type, "country");
  EXPECT_HAS(by_key(findings, "DE").observed, "2 numbers with 1 carrier: Telekom (2)");
  EXPECT_EQ(by_key(findings, "GB").status, Status::pass);
  EXPECT_EQ(by_key(findings, "FR").status, Status::not_applicable);
}

// H-13: the reference counted "Unknown" as a carrier.
TEST(CarrierDiversity, H13_AnUnknownCarrierIsNotACarrier) {
  Inventory inventory = with_numbers({number("1"), number("2"), number("3", "GB"), number("4", "GB")});
  set_carrier(inventory, "1", "Telekom");
  set_carrier(inventory, "2", "");
  set_carrier(inventory, "3", "");
  set_carrier(inventory, "4", "");
  (*inventory.carriers.value)["+494"].gap = denied("mobiletargeting:PhoneNumberValidate");
  const Findings findings = run("carrier_diversity", inventory);
  EXPECT_EQ(by_key(findings, "DE").status, Status::not_assessed);
  EXPECT_HAS(by_key(findings, "DE").observed, "the carrier of 1 is not known");
  EXPECT_EQ(by_key(findings, "GB").status, Status::not_assessed);
  EXPECT_EQ(by_key(findings, "GB").permission, "mobiletargeting:PhoneNumberValidate");
}

TEST(CarrierDiversity, TwoKnownCarriersPassWhateverElseIsUnknown) {
  Inventory inventory = with_numbers({number("1"), number("2"), number("3")});
  set_carrier(inventory, "1", "Telekom");
  set_carrier(inventory, "2", "Colt");
  set_carrier(inventory, "3", "");
  EXPECT_EQ(only("carrier_diversity", inventory).status, Status::pass);
}

// H-13: in a Region without Pinpoint every carrier was Unknown, and the reference warned of one carrier.
TEST(CarrierDiversity, H13_WithoutALookupNothingIsSaid) {
  Inventory inventory = with_numbers({number("1"), number("2")});
  inventory.carriers =
      Dataset<model::Carriers>::missing({GapKind::not_supported, "carriers cannot be looked up in this Region", ""});
  EXPECT_EQ(only("carrier_diversity", inventory).status, Status::not_assessed);
}

// H-13: for the reference one German and one American number on two carriers were diverse.
TEST(CarrierDiversity, H13_IsJudgedInEachCountry) {
  Inventory inventory = with_numbers({number("1"), number("2"), number("3", "US"), number("4", "US")});
  for (const auto* id : {"1", "2"}) set_carrier(inventory, id, "Telekom");
  for (const auto* id : {"3", "4"}) set_carrier(inventory, id, "Verizon");
  const Findings findings = run("carrier_diversity", inventory);
  EXPECT_EQ(by_key(findings, "DE").status, Status::warn);
  EXPECT_EQ(by_key(findings, "US").status, Status::warn);
}

TEST(CarrierDiversity, SaysThatAwsSpreadsUsTollFreeNumbers) {
  Inventory inventory = with_numbers({number("1", "US", "TOLL_FREE"), number("2", "US", "TOLL_FREE")});
  for (const auto* id : {"1", "2"}) set_carrier(inventory, id, "Verizon");
  EXPECT_EQ(only("carrier_diversity", inventory).status, Status::warn);
  EXPECT_HAS(only("carrier_diversity", inventory).observed, "AWS itself spreads US toll-free calls");
  inventory.phone_numbers.value->numbers[1].type = "DID";
  EXPECT_FALSE(has(only("carrier_diversity", inventory).observed, "toll-free"));
}

TEST(CarrierDiversity, NumbersWithoutACarrierDoNotCount) {
  const Inventory inventory = with_numbers({number("1", "DE", "UIFN"), number("2", "DE", "SHORT_CODE")});
  EXPECT_EQ(only("carrier_diversity", inventory).status, Status::not_applicable);
  EXPECT_EQ(only("carrier_diversity", inventory).resource.key, instance_id);
}

TEST(CarrierDiversity, NumbersThatWereNotReachedAreUnknown) {
  Inventory inventory = with_numbers({number("1"), number("2"), number("3")});
  set_carrier(inventory, "1", "Telekom");
  set_carrier(inventory, "2", "Telekom");
  inventory.carriers.gap = cut_short();
  const Finding finding = only("carrier_diversity", inventory);
  EXPECT_EQ(finding.status, Status::not_assessed);
  EXPECT_EQ(finding.reason, "The time for it ran out.");
}

// H-13: the reference left numbers of other providers out of the shares.
TEST(NumberMix, H13_SharesCountNumbersOfOtherProviders) {
  const Finding finding =
      only("number_mix", with_numbers({number("1", "US", "TOLL_FREE"), number("2", "US", "THIRD_PARTY_TF"),
                                       number("3", "US", "DID"), number("4", "US", "THIRD_PARTY_DID")}));
  EXPECT_EQ(finding.status, Status::info);
  EXPECT_HAS(finding.observed, "4 numbers: ");
  EXPECT_HAS(finding.observed, "Toll-free: 50 %, direct dial: 50 %");
  EXPECT_EQ(finding.remedy, "");
}

TEST(NumberMix, SaysWhatFollows) {
  EXPECT_HAS(only("number_mix", with_numbers({number("1", "DE", "TOLL_FREE")})).remedy, "costs more");
  EXPECT_HAS(only("number_mix", with_numbers({number("1")})).remedy, "no toll-free number");
  EXPECT_HAS(
      only("number_mix", with_numbers({number("1", "US", "TOLL_FREE"), number("2", "US"), number("3", "US")})).remedy,
      "In the US there are fewer");
  EXPECT_EQ(only("number_mix", with_numbers({number("1", "DE", "TOLL_FREE"), number("2"), number("3")})).remedy, "");
}

TEST(NumberMix, KnowsEveryTypeAndTakesNewOnes) {
  const Finding finding = only("number_mix", with_numbers({number("1", "DE", "UIFN"), number("2", "DE", "SHARED"),
                                                           number("3", "DE", "SHORT_CODE"),
                                                           number("4", "DE", "SPACE_LINE"), number("5", "DE", "")}));
  for (const auto* part :
       {"1 universal freephone (UIFN)", "1 shared cost", "1 short code", "1 Space line", "1 of unknown type"}) {
    EXPECT_HAS(finding.observed, part);
  }
}

TEST(NumberMix, CutsSharesAndBeginsWithTheMostFrequentType) {
  const Finding finding = only("number_mix", with_numbers({number("1", "DE", "UIFN"), number("2"), number("3")}));
  EXPECT_EQ(
      finding.observed,
      "3 numbers: 2 direct dial (DID), 1 universal freephone (UIFN). Toll-free: 0 %, direct dial: 66.66 %, those of "
      "other providers included.");
}

TEST(NumberMix, WithoutNumbersNothingIsAsked) {
  EXPECT_EQ(only("number_mix", empty_inventory()).status, Status::not_applicable);
}

}  // namespace
}  // namespace checks::test

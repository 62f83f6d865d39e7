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

void set_carrier(Inventory& inventory, const std::string& id, const std::string& name) {
  (*inventory.carriers.value)["+49" + id].name = name;
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

// What the user leaves out is no gap.
TEST(CarrierDiversity, SaysThatNothingIsLookedUpWhenThatIsSwitchedOff) {
  Inventory inventory = with_numbers({number("1"), number("2")});
  inventory.carriers = Dataset<model::Carriers>::missing({model::GapKind::switched_off, "off", ""});
  inventory.settings.carrier_budget_usd = 0;
  Finding finding = only("carrier_diversity", inventory);
  EXPECT_EQ(finding.status, Status::info);
  EXPECT_HAS(finding.observed, "Looking up carriers has no budget (carrier_budget_usd = 0).");
  inventory.settings = {};
  inventory.settings.carrier_lookup = false;
  finding = only("carrier_diversity", inventory);
  EXPECT_EQ(finding.status, Status::info);
  EXPECT_HAS(finding.observed, "carrier_lookup = false");
  inventory.phone_numbers.value->numbers.clear();
  EXPECT_EQ(only("carrier_diversity", inventory).status, Status::not_applicable);
}

TEST(CarrierDiversity, SaysWhereTheBudgetEnded) {
  Inventory inventory = with_numbers({number("1"), number("2"), number("3", "US"), number("4", "US")});
  const model::Gap spent{model::GapKind::switched_off, "the $1.00 are spent", ""};
  for (const auto* id : {"1", "3", "4"}) set_carrier(inventory, id, "Telekom");
  (*inventory.carriers.value)["+492"].gap = spent;
  inventory.carriers.gap = spent;
  const Findings findings = run("carrier_diversity", inventory);
  EXPECT_EQ(by_key(findings, "DE").status, Status::info);
  EXPECT_HAS(by_key(findings, "DE").observed, "the carrier of 1 is not known. The $1.00 are spent.");
  EXPECT_EQ(by_key(findings, "US").status, Status::warn);
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

}  // namespace
}  // namespace checks::test

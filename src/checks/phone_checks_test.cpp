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

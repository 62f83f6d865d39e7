#include <gtest/gtest.h>

#include "aws/operations/connect.hpp"
#include "aws/operations/pinpoint.hpp"
#include "fakes/collecting.hpp"

namespace {

using base::ErrorKind;
using model::GapKind;
using nlohmann::json;
namespace connect = aws::connect;
namespace pinpoint = aws::pinpoint;

class PhoneCollector : public fakes::Collecting {
 protected:
  static json listed(const std::string& number_id, const json& type = "DID") {
    return {{"PhoneNumberId", number_id},
            {"PhoneNumberArn", "arn:" + number_id},
            {"PhoneNumber", "+49" + number_id},
            {"PhoneNumberCountryCode", "DE"},
            {"PhoneNumberType", type},
            {"TargetArn", arn},
            {"PhoneNumberDescription", "for " + number_id}};
  }
  void know_numbers(std::vector<model::PhoneNumber> numbers) {
    inventory_.phone_numbers = model::Dataset<model::PhoneNumbers>::of({{}, std::move(numbers)});
  }
  static model::PhoneNumber number(const std::string& number_id, const std::string& type = "DID") {
    return {number_id, "arn:" + number_id, "+49" + number_id, "DE", type, arn, "", ""};
  }
};

TEST_F(PhoneCollector, ListsTheNumbersOfTheInstanceAndOfEveryGroup) {
  aws_.answer(connect::list_phone_numbers_v2, {{"ListPhoneNumbersSummaryList", {listed("1")}}, {"NextToken", "t"}},
              {{"TargetArn", arn}});
  aws_.answer(connect::list_phone_numbers_v2, {{"ListPhoneNumbersSummaryList", {listed("2", "A_NEW_TYPE")}}},
              {{"TargetArn", arn}});
  aws_.answer(connect::list_traffic_distribution_groups,
              {{"TrafficDistributionGroupSummaryList",
                {{{"Id", "g1"}, {"Arn", "arn:g1"}, {"Name", "Resilient"}, {"Status", "ACTIVE"}, {"IsDefault", true}}}},
               {"NextToken", "t"}});
  aws_.answer(connect::list_traffic_distribution_groups,
              {{"TrafficDistributionGroupSummaryList", {{{"Id", "g2"}, {"Arn", "arn:g2"}, {"Name", "Empty"}}}}});
  aws_.answer(connect::list_phone_numbers_v2, {{"ListPhoneNumbersSummaryList", {listed("3", "TOLL_FREE")}}},
              {{"TargetArn", "arn:g1"}});
  aws_.answer(connect::list_phone_numbers_v2, json::object(), {{"TargetArn", "arn:g2"}});

  const auto dataset = read<&Inventory::phone_numbers>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_TRUE(aws_.finished());
  const auto& numbers = dataset.value->numbers;
  ASSERT_EQ(numbers.size(), 3U);
  EXPECT_EQ(numbers[0].id + " " + numbers[0].arn + " " + numbers[0].e164 + " " + numbers[0].country + " " +
                numbers[0].type + " " + numbers[0].description,
            "1 arn:1 +491 DE DID for 1");
  EXPECT_EQ(numbers[0].target_arn, arn);
  EXPECT_EQ(numbers[1].type, "A_NEW_TYPE");
  EXPECT_EQ(numbers[0].group + numbers[1].group, "");
  EXPECT_EQ(numbers[2].group, "Resilient");
  const auto& groups = dataset.value->groups;
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].status, "ACTIVE");

  EXPECT_EQ(aws_.asked(connect::list_phone_numbers_v2)[0], (json{{"TargetArn", arn}, {"MaxResults", 1000}}));
  EXPECT_EQ(aws_.asked(connect::list_traffic_distribution_groups)[0], (json{{"InstanceId", id}, {"MaxResults", 10}}));
}

TEST_F(PhoneCollector, KeepsTheInstancesNumbersWhenGroupsCannotBeRead) {
  aws_.answer(connect::list_phone_numbers_v2, {{"ListPhoneNumbersSummaryList", {listed("1")}}});
  aws_.fail(connect::list_traffic_distribution_groups, "AccessDeniedException", 403);
  const auto dataset = read<&Inventory::phone_numbers>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->numbers.size(), 1U);
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->kind, GapKind::denied);
  EXPECT_EQ(dataset.gap->permission, "connect:ListTrafficDistributionGroups");
  EXPECT_NE(dataset.gap->reason.find("traffic distribution groups"), std::string::npos);
}

TEST_F(PhoneCollector, KnowsNothingWithoutTheInstancesNumbers) {
  aws_.fail(connect::list_phone_numbers_v2, "AccessDeniedException", 403);
  EXPECT_EQ(failure_of([&] { read<&Inventory::phone_numbers>(); }), ErrorKind::denied);
}

// A number counts for the instance only when it is claimed to no group.
TEST_F(PhoneCollector, NamesAGroupThatHasNoName) {
  aws_.answer(connect::list_phone_numbers_v2, json::object(), {{"TargetArn", arn}});
  aws_.answer(connect::list_traffic_distribution_groups,
              {{"TrafficDistributionGroupSummaryList", {{{"Id", "g1"}, {"Arn", "arn:g1"}, {"Name", ""}}}}});
  aws_.answer(connect::list_phone_numbers_v2, {{"ListPhoneNumbersSummaryList", {listed("3")}}},
              {{"TargetArn", "arn:g1"}});
  const auto dataset = read<&Inventory::phone_numbers>();
  EXPECT_EQ(dataset.value->numbers.at(0).group, "g1");
}

TEST_F(PhoneCollector, SurvivesItemsThatAreNoNumbers) {
  aws_.answer(connect::list_phone_numbers_v2,
              {{"ListPhoneNumbersSummaryList",
                {nullptr, 7, json::object(), {{"PhoneNumber", 49}, {"PhoneNumberDescription", hostile_text()}}}}});
  aws_.answer(connect::list_traffic_distribution_groups, json::object());
  const auto dataset = read<&Inventory::phone_numbers>();
  ASSERT_EQ(dataset.value->numbers.size(), 4U);
  EXPECT_EQ(dataset.value->numbers[3].e164, "");
  EXPECT_LT(dataset.value->numbers[3].description.size(), 400U);
}

TEST_F(PhoneCollector, DescribesEveryNumberForItsState) {
  know_numbers({number("1"), number("2"), number("3"), number("4")});
  const auto status = [](const json& value) {
    return json{{"ClaimedPhoneNumberSummary", {{"PhoneNumberStatus", value}}}};
  };
  aws_.answer(connect::describe_phone_number, status({{"Status", "CLAIMED"}}), {{"PhoneNumberId", "1"}});
  aws_.answer(connect::describe_phone_number, status({{"Status", "FAILED"}, {"Message", "no stock"}}),
              {{"PhoneNumberId", "2"}});
  aws_.fail(connect::describe_phone_number, "ResourceNotFoundException", 404, {{"PhoneNumberId", "3"}});
  aws_.answer(connect::describe_phone_number, status("CLAIMED"), {{"PhoneNumberId", "4"}});
  const auto dataset = read<&Inventory::phone_states>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->at("1").status, "CLAIMED");
  EXPECT_FALSE(dataset.value->at("1").gap);
  EXPECT_EQ(dataset.value->at("2").status, "FAILED");
  EXPECT_EQ(dataset.value->at("2").message, "no stock");
  EXPECT_EQ(dataset.value->at("3").gap->kind, GapKind::not_found);
  EXPECT_EQ(dataset.value->at("4").status, "");
  EXPECT_NE(dataset.gap->reason.find("1 of 4 states of phone numbers"), std::string::npos);
  EXPECT_EQ(aws_.asked(connect::describe_phone_number)[0], (json{{"PhoneNumberId", "1"}}));
}

// From the other Region of a group, AWS does not find the number's id.
TEST_F(PhoneCollector, DescribesNumbersOfGroupsByTheirArn) {
  model::PhoneNumber grouped = number("2");
  grouped.group = "resilient";
  know_numbers({number("1"), grouped});
  aws_.always_answer(connect::describe_phone_number,
                     {{"ClaimedPhoneNumberSummary", {{"PhoneNumberStatus", {{"Status", "CLAIMED"}}}}}});
  const auto dataset = read<&Inventory::phone_states>();
  EXPECT_EQ(dataset.value->at("2").status, "CLAIMED");
  EXPECT_EQ(aws_.asked(connect::describe_phone_number),
            (std::vector<json>{json{{"PhoneNumberId", "1"}}, json{{"PhoneNumberId", "arn:2"}}}));
}

TEST_F(PhoneCollector, ReadsTheFlowOfEachNumber) {
  aws_.answer(
      connect::list_flow_associations,
      {{"FlowAssociationSummaryList", {{{"ResourceId", "arn:1"}, {"FlowId", "arn:flow"}}}}, {"NextToken", "t"}});
  aws_.answer(connect::list_flow_associations,
              {{"FlowAssociationSummaryList", {{{"ResourceId", "arn:2"}, {"FlowId", 7}}, nullptr}}});
  aws_.answer(connect::list_flow_associations,
              {{"FlowAssociationSummaryList", {{{"ResourceId", "address"}, {"FlowId", "arn:mail"}}}}});
  const auto dataset = read<&Inventory::flow_associations>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(dataset.value->at("address"), "arn:mail");
  EXPECT_EQ(dataset.value->at("arn:1"), "arn:flow");
  EXPECT_EQ(dataset.value->at("arn:2"), "");
  EXPECT_EQ(aws_.asked(connect::list_flow_associations)[0],
            (json{{"InstanceId", id}, {"ResourceType", "VOICE_PHONE_NUMBER"}, {"MaxResults", 1000}}));
  EXPECT_EQ(aws_.asked(connect::list_flow_associations)[2],
            (json{{"InstanceId", id}, {"ResourceType", "INBOUND_EMAIL"}, {"MaxResults", 1000}}));
}

TEST_F(PhoneCollector, KnowsTheFlowsOfNumbersWhereThoseOfAddressesAreRefused) {
  aws_.answer(connect::list_flow_associations,
              {{"FlowAssociationSummaryList", {{{"ResourceId", "arn:1"}, {"FlowId", "arn:flow"}}}}});
  aws_.fail(connect::list_flow_associations, "AccessDeniedException", 403);
  const auto dataset = read<&Inventory::flow_associations>();
  ASSERT_TRUE(dataset.known());
  EXPECT_FALSE(dataset.complete());
  EXPECT_EQ(dataset.value->at("arn:1"), "arn:flow");
}

// What takes messages is not among the numbers that ListFlowAssociations names.
TEST_F(PhoneCollector, AsksWhereTheMessagesToImportedNumbersLead) {
  const auto imported = [](const std::string& number_id, const std::string& source) {
    model::PhoneNumber one = number(number_id);
    one.source_arn = source;
    return one;
  };
  const std::string sms = "arn:aws:sms-voice:eu-central-1:111122223333:phone-number/";
  const std::string chat = "arn:aws:social-messaging:eu-central-1:111122223333:phone-number-id/";
  know_numbers({number("1"), imported("2", sms + "2"), imported("3", chat + "3"), imported("4", sms + "4"),
                imported("5", "arn:aws:pigeon-post:eu-central-1:1:x"), imported("6", "text"),
                imported("7", sms + "7")});
  aws_.answer(connect::get_flow_association, {{"FlowId", "arn:flow"}}, {{"ResourceId", sms + "2"}});
  aws_.answer(connect::get_flow_association, {{"FlowId", "arn:chat"}}, {{"ResourceId", chat + "3"}});
  aws_.fail(connect::get_flow_association, "ResourceNotFoundException", 404, {{"ResourceId", sms + "4"}});
  aws_.fail(connect::get_flow_association, "InternalServiceException", 500, {{"ResourceId", sms + "7"}});
  const auto dataset = read<&Inventory::message_flows>();
  ASSERT_TRUE(dataset.known());
  ASSERT_EQ(dataset.value->size(), 6U);
  EXPECT_EQ(dataset.value->at("2").flow_arn, "arn:flow");
  EXPECT_EQ(dataset.value->at("3").flow_arn, "arn:chat");
  EXPECT_EQ(dataset.value->at("4").flow_arn, "");
  EXPECT_FALSE(dataset.value->at("4").gap);
  EXPECT_EQ(dataset.value->at("5").gap->kind, GapKind::not_supported);
  EXPECT_NE(dataset.value->at("5").gap->reason.find("pigeon-post"), std::string::npos);
  EXPECT_EQ(dataset.value->at("6").gap->kind, GapKind::not_supported);
  EXPECT_EQ(dataset.value->at("7").gap->kind, GapKind::unavailable);
  EXPECT_EQ(
      aws_.asked(connect::get_flow_association)[1],
      (json{{"InstanceId", id}, {"ResourceId", chat + "3"}, {"ResourceType", "WHATSAPP_MESSAGING_PHONE_NUMBER"}}));
  EXPECT_EQ(aws_.asked(connect::get_flow_association)[0].at("ResourceType"), "SMS_PHONE_NUMBER");
}

TEST_F(PhoneCollector, LooksUpCarriers) {
  know_numbers(
      {number("1"), number("2"), number("short", "SHORT_CODE"), number("uifn", "UIFN"), number("3", "TOLL_FREE")});
  const auto asking = [](const std::string& e164) {
    return json{{"NumberValidateRequest", {{"PhoneNumber", e164}, {"IsoCountryCode", "DE"}}}};
  };
  aws_.answer(pinpoint::phone_number_validate,
              {{"NumberValidateResponse", {{"Carrier", "Elbkabel"}, {"PhoneType", "LANDLINE"}}}}, asking("+491"));
  aws_.answer(pinpoint::phone_number_validate, {{"NumberValidateResponse", {{"PhoneType", "VOIP"}}}}, asking("+492"));
  aws_.fail(pinpoint::phone_number_validate, "InternalServerErrorException", 500, asking("+493"));
  const auto dataset = read<&Inventory::carriers>();
  EXPECT_TRUE(aws_.finished());
  ASSERT_TRUE(dataset.known());
  ASSERT_EQ(dataset.value->size(), 3U);
  EXPECT_EQ(dataset.value->at("+491").name, "Elbkabel");
  EXPECT_EQ(dataset.value->at("+491").phone_type, "LANDLINE");
  EXPECT_FALSE(dataset.value->at("+491").reused);
  EXPECT_EQ(dataset.value->at("+492").name, "");
  EXPECT_FALSE(dataset.value->at("+492").gap);
  EXPECT_EQ(dataset.value->at("+493").gap->kind, GapKind::unavailable);
  EXPECT_NE(dataset.gap->reason.find("1 of 3 carriers"), std::string::npos);
}

TEST_F(PhoneCollector, PaysForNoCarrierThatAnEarlierReviewKnows) {
  know_numbers({number("1"), number("2")});
  inventory_.known_carriers["+491"] = {"Elbkabel", "LANDLINE", true, std::nullopt};
  inventory_.known_carriers["+499"] = {"gone", "", true, std::nullopt};
  aws_.answer(pinpoint::phone_number_validate,
              {{"NumberValidateResponse", {{"Carrier", "Alster"}, {"PhoneType", "VOIP"}}}});
  const auto dataset = read<&Inventory::carriers>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(aws_.calls(), 1U);
  EXPECT_TRUE(dataset.value->at("+491").reused);
  EXPECT_EQ(dataset.value->at("+491").name, "Elbkabel");
  EXPECT_EQ(dataset.value->at("+492").name, "Alster");
  EXPECT_EQ(dataset.value->size(), 2U);
}

TEST_F(PhoneCollector, LooksUpNothingWhenThatIsSwitchedOff) {
  know_numbers({number("1")});
  inventory_.known_carriers["+491"] = {"Elbkabel", "LANDLINE", true, std::nullopt};
  inventory_.settings.carrier_lookup = false;
  const auto dataset = read<&Inventory::carriers>();
  EXPECT_FALSE(dataset.known());
  EXPECT_EQ(dataset.gap->kind, GapKind::switched_off);
  EXPECT_EQ(aws_.calls(), 0U);
}

TEST_F(PhoneCollector, LooksUpNothingWithoutABudget) {
  know_numbers({number("1")});
  inventory_.settings.carrier_budget_usd = 0;
  inventory_.before_paying = [](std::size_t, double) { ADD_FAILURE() << "nothing is paid for"; };
  const auto dataset = read<&Inventory::carriers>();
  EXPECT_FALSE(dataset.known());
  EXPECT_EQ(dataset.gap->kind, GapKind::switched_off);
  EXPECT_NE(dataset.gap->reason.find("carrier_budget_usd = 0"), std::string::npos);
  EXPECT_EQ(aws_.calls(), 0U);
}

// At $0.006 a number, 1.2 cents are two of them.
TEST_F(PhoneCollector, PaysForNoMoreNumbersThanTheBudgetHolds) {
  know_numbers({number("1"), number("2"), number("3"), number("4"), number("4")});
  inventory_.known_carriers["+491"] = {"Elbkabel", "LANDLINE", true, std::nullopt};
  inventory_.settings.carrier_budget_usd = 0.012;
  std::vector<std::pair<std::size_t, double>> announced;
  inventory_.before_paying = [&](std::size_t numbers, double usd) {
    EXPECT_EQ(aws_.calls(), 0U);
    announced.emplace_back(numbers, usd);
  };
  aws_.always_answer(pinpoint::phone_number_validate,
                     {{"NumberValidateResponse", {{"Carrier", "Alster"}, {"PhoneType", "VOIP"}}}});
  const auto dataset = read<&Inventory::carriers>();
  EXPECT_EQ(aws_.calls(), 2U);
  ASSERT_EQ(announced.size(), 1U);
  EXPECT_EQ(announced[0].first, 2U);
  EXPECT_DOUBLE_EQ(announced[0].second, 0.012);
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->at("+491").name, "Elbkabel");
  EXPECT_EQ(dataset.value->at("+493").name, "Alster");
  EXPECT_EQ(dataset.value->at("+494").gap->kind, GapKind::switched_off);
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->kind, GapKind::switched_off);
  EXPECT_NE(dataset.gap->reason.find("1 of 4 carriers were not looked up"), std::string::npos);
  EXPECT_NE(dataset.gap->reason.find("$0.01"), std::string::npos);
}

// What was known before costs no time either.
TEST_F(PhoneCollector, TellsHowManyCarriersAreLookedUp) {
  know_numbers({number("1"), number("2"), number("3")});
  inventory_.known_carriers["+491"] = {"Elbkabel", "LANDLINE", true, std::nullopt};
  aws_.answer(pinpoint::phone_number_validate, {{"NumberValidateResponse", {{"PhoneType", "VOIP"}}}});
  aws_.fail(pinpoint::phone_number_validate, "InternalServerErrorException", 500);
  collect::Headway headway;
  const auto dataset = model::dataset_of<&Inventory::carriers>;
  headway.begin(dataset);
  source_.steps = {&headway, dataset, clock_};
  read<&Inventory::carriers>();
  const collect::Reading reading = headway.under_way().at(0);
  EXPECT_EQ(reading.items, "carriers");
  EXPECT_EQ(reading.done, 2U);  // the one that failed has been asked for, too
  EXPECT_EQ(reading.of, 2U);
  EXPECT_EQ(reading.operation, &pinpoint::phone_number_validate);
}

TEST_F(PhoneCollector, AsksLastForWhatAwsDidNotKnowBefore) {
  know_numbers({number("1"), number("2"), number("3")});
  inventory_.unknown_carriers = {"+491", "+492"};
  inventory_.settings.carrier_budget_usd = 0.006;
  aws_.always_answer(pinpoint::phone_number_validate,
                     {{"NumberValidateResponse", {{"Carrier", "Alster"}, {"PhoneType", "VOIP"}}}});
  const auto dataset = read<&Inventory::carriers>();
  EXPECT_EQ(dataset.value->at("+493").name, "Alster");
  EXPECT_TRUE(dataset.value->at("+491").gap && dataset.value->at("+492").gap);
}

// A failure says more than a budget, and makes the result partial.
TEST_F(PhoneCollector, NamesAFailureBeforeTheBudget) {
  know_numbers({number("1"), number("2")});
  inventory_.settings.carrier_budget_usd = 0.006;
  aws_.always_fail(pinpoint::phone_number_validate, "InternalServerErrorException", 500);
  const auto dataset = read<&Inventory::carriers>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.gap->kind, GapKind::unavailable);
  EXPECT_EQ(dataset.value->at("+492").gap->kind, GapKind::switched_off);
}

TEST_F(PhoneCollector, EndsWhenItIsNotAllowed) {
  know_numbers({number("1"), number("2"), number("3"), number("4")});
  aws_.always_fail(connect::describe_phone_number, "AccessDeniedException", 403);
  aws_.always_fail(pinpoint::phone_number_validate, "AccessDeniedException", 403);
  const auto states = read<&Inventory::phone_states>();
  const auto carriers = read<&Inventory::carriers>();
  EXPECT_FALSE(states.known() || carriers.known());
  EXPECT_EQ(states.gap->permission, "connect:DescribePhoneNumber");
  EXPECT_EQ(carriers.gap->permission, "mobiletargeting:PhoneNumberValidate");
  EXPECT_EQ(aws_.calls(), 6U);
}

TEST_F(PhoneCollector, LeavesTheNumbersAroundADeniedOneKnown) {
  know_numbers({number("1"), number("2"), number("3")});
  aws_.fail(connect::describe_phone_number, "AccessDeniedException", 403, {{"PhoneNumberId", "1"}});
  aws_.always_answer(connect::describe_phone_number,
                     {{"ClaimedPhoneNumberSummary", {{"PhoneNumberStatus", {{"Status", "CLAIMED"}}}}}});
  aws_.fail(pinpoint::phone_number_validate, "ForbiddenException", 403);
  aws_.always_answer(pinpoint::phone_number_validate,
                     {{"NumberValidateResponse", {{"Carrier", "Elbkabel"}, {"PhoneType", "LANDLINE"}}}});
  const auto states = read<&Inventory::phone_states>();
  const auto carriers = read<&Inventory::carriers>();
  ASSERT_TRUE(states.known() && carriers.known());
  for (const std::string one : {"1", "2", "3"}) {
    EXPECT_EQ(states.value->at(one).gap.has_value(), one == "1") << one;
    EXPECT_EQ(states.value->at(one).status, one == "1" ? "" : "CLAIMED") << one;
    EXPECT_EQ(carriers.value->at("+49" + one).gap.has_value(), one == "1") << one;
  }
}

TEST_F(PhoneCollector, ReadsTheGroupsAroundOneWhoseNumbersAreDenied) {
  aws_.answer(connect::list_phone_numbers_v2, {{"ListPhoneNumbersSummaryList", {listed("1")}}}, {{"TargetArn", arn}});
  json groups = json::array();
  for (const char* group : {"g1", "g2", "g3"}) {
    groups.push_back({{"Id", group}, {"Arn", group}, {"Name", group}, {"Status", "ACTIVE"}});
  }
  aws_.answer(connect::list_traffic_distribution_groups, {{"TrafficDistributionGroupSummaryList", groups}});
  aws_.fail(connect::list_phone_numbers_v2, "AccessDeniedException", 403, {{"TargetArn", "g1"}});
  aws_.answer(connect::list_phone_numbers_v2, {{"ListPhoneNumbersSummaryList", {listed("2")}}}, {{"TargetArn", "g2"}});
  aws_.answer(connect::list_phone_numbers_v2, {{"ListPhoneNumbersSummaryList", {listed("3")}}}, {{"TargetArn", "g3"}});
  const auto dataset = read<&Inventory::phone_numbers>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->numbers.size(), 3U);
  EXPECT_EQ(dataset.value->groups.size(), 3U);
  EXPECT_EQ(dataset.gap->permission, "connect:ListPhoneNumbersV2");
  EXPECT_EQ(dataset.gap->reason.find("1 of 3 lists of the numbers of traffic distribution groups could not be read"),
            0U);
}

TEST_F(PhoneCollector, NeedsTheNumbers) {
  inventory_.phone_numbers = model::Dataset<model::PhoneNumbers>::missing(denied);
  const auto states = read<&Inventory::phone_states>();
  const auto carriers = read<&Inventory::carriers>();
  for (const auto& gap : {states.gap, carriers.gap}) {
    ASSERT_TRUE(gap);
    EXPECT_EQ(gap->kind, GapKind::needs_other);
    EXPECT_EQ(gap->permission, denied.permission);
  }
  EXPECT_FALSE(states.known() || carriers.known());
  EXPECT_EQ(aws_.calls(), 0U);
}

}  // namespace

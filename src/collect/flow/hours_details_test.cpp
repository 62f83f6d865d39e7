#include <gtest/gtest.h>
#include <map>

#include "aws/operations/connect.hpp"
#include "fakes/collecting.hpp"

namespace {

using nlohmann::json;
namespace connect = aws::connect;

using HoursDetailCollector = fakes::Collecting;

json open(const char* day, json from, json to) {
  return {{"Day", day},
          {"StartTime", {{"Hours", std::move(from)}, {"Minutes", 0}}},
          {"EndTime", {{"Hours", std::move(to)}, {"Minutes", 0}}}};
}

json one(const char* id, json config) {
  return {{"HoursOfOperationId", id}, {"Name", id}, {"Config", std::move(config)}};
}

TEST_F(HoursDetailCollector, ReadsWhenTheyAreOpen) {
  json office = one("h1", {open("SUNDAY", 10, 0), open("MONDAY", 8, 18), open("TUESDAY", 0, 0)});
  office["TimeZone"] = "Europe/Berlin";
  aws_.answer(connect::search_hours_of_operations, {{"HoursOfOperations", {office}}, {"NextToken", "t"}});
  aws_.answer(connect::search_hours_of_operations, {{"HoursOfOperations", {one("h2", {open("MONDAY", 22, 6)})}}});
  const auto dataset = read<&Inventory::hours_details>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 2U);
  EXPECT_EQ(week_of(dataset.value->at(0)), "Mon 08:00–18:00, Tue all day, Sun 10:00–24:00 (Europe/Berlin)");
  EXPECT_EQ(dataset.value->at(0).name, "h1");
  EXPECT_EQ(week_of(dataset.value->at(1)), "Mon 22:00–06:00");
  EXPECT_EQ(aws_.asked(connect::search_hours_of_operations)[0], (json{{"InstanceId", id}, {"MaxResults", 100}}));
  EXPECT_TRUE(aws_.asked(connect::search_hours_of_operation_overrides).empty());
}

TEST_F(HoursDetailCollector, LooksForOverridesWhereAWeekHasNoTime) {
  inventory_.window.end = at("2026-06-15T12:00:00Z");
  json hours = json::array();
  for (const char* each : {"fair", "past", "yearly", "feast", "rest"}) hours.push_back(one(each, json::array()));
  aws_.answer(connect::search_hours_of_operations, {{"HoursOfOperations", hours}});
  const auto of = [](const char* hours_id, const char* type, const char* till, json config) {
    return json{{"HoursOfOperationId", hours_id}, {"OverrideType", type}, {"EffectiveTill", till}, {"Config", config}};
  };
  const json times = {open("MONDAY", 8, 18)};
  json yearly = of("yearly", "OPEN", "2025-12-31", times);
  yearly["RecurrenceConfig"] = {{"RecurrencePattern", {{"Frequency", "YEARLY"}}}};
  aws_.answer(
      connect::search_hours_of_operation_overrides,
      {{"HoursOfOperationOverrides",
        {of("fair", "STANDARD", "2026-06-14", times), of("past", "OPEN", "2026-06-13", times), yearly,
         of("feast", "CLOSED", "2026-12-31", times), of("rest", "STANDARD", "2026-12-31", json::array()), nullptr}}});
  const auto dataset = read<&Inventory::hours_details>();
  ASSERT_TRUE(dataset.complete());
  std::map<std::string, bool> never;
  for (const auto& each : *dataset.value) never[each.id] = never_open(each);
  EXPECT_EQ(never, (std::map<std::string, bool>{
                       {"fair", false}, {"past", true}, {"yearly", false}, {"feast", true}, {"rest", true}}));
}

TEST_F(HoursDetailCollector, DoesNotKnowWhatOverridesMightOpen) {
  aws_.answer(connect::search_hours_of_operations,
              {{"HoursOfOperations", {one("h1", {open("MONDAY", 8, 18)}), one("h2", json::array())}}});
  aws_.fail(connect::search_hours_of_operation_overrides, "AccessDeniedException", 403);
  const auto dataset = read<&Inventory::hours_details>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.gap->kind, model::GapKind::denied);
  EXPECT_EQ(dataset.gap->permission, "connect:SearchHoursOfOperationOverrides");
  EXPECT_FALSE(dataset.value->at(0).gap);
  EXPECT_FALSE(never_open(dataset.value->at(1)));
}

TEST_F(HoursDetailCollector, DoesNotGuessWhatIsNoTime) {
  json hours = json::array({nullptr, {{"HoursOfOperationId", "silent"}}});
  for (const json& config : {json(nullptr), open("HOLIDAY", 8, 18), open("MONDAY", 8, "18"), open("MONDAY", -1, 99)}) {
    hours.push_back(one("h", json::array({open("FRIDAY", 8, 18), config})));
  }
  aws_.answer(connect::search_hours_of_operations, {{"HoursOfOperations", hours}});
  const auto dataset = read<&Inventory::hours_details>();
  EXPECT_EQ(dataset.gap->kind, model::GapKind::malformed);
  for (const auto& each : *dataset.value) {
    EXPECT_TRUE(each.gap);
    EXPECT_EQ(week_of(each), "");
  }
}

}  // namespace

#include <gtest/gtest.h>

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

TEST_F(HoursDetailCollector, ReadsWhenTheyAreOpen) {
  aws_.answer(connect::search_hours_of_operations,
              {{"HoursOfOperations",
                {{{"HoursOfOperationId", "h1"},
                  {"Name", "Office"},
                  {"TimeZone", "Europe/Berlin"},
                  {"Config", {open("SUNDAY", 10, 0), open("MONDAY", 8, 18), open("TUESDAY", 0, 0)}}}}},
               {"NextToken", "t"}});
  aws_.answer(connect::search_hours_of_operations, {{"HoursOfOperations", {{{"HoursOfOperationId", "h2"}}}}});
  const auto dataset = read<&Inventory::hours_details>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), 2U);
  EXPECT_EQ(week_of(dataset.value->at(0)), "Mon 08:00–18:00, Tue all day, Sun 10:00–24:00 (Europe/Berlin)");
  EXPECT_EQ(dataset.value->at(0).name, "Office");
  EXPECT_EQ(week_of(dataset.value->at(1)), "never open");
  EXPECT_EQ(aws_.asked(connect::search_hours_of_operations)[0], (json{{"InstanceId", id}, {"MaxResults", 100}}));
}

TEST_F(HoursDetailCollector, LeavesOutWhatIsNoTime) {
  aws_.answer(
      connect::search_hours_of_operations,
      {{"HoursOfOperations",
        {nullptr,
         {{"HoursOfOperationId", 7},
          {"Config", {nullptr, open("HOLIDAY", 8, 18), open("MONDAY", 8, "18"), open("MONDAY", -1, 99), "x"}}}}}});
  const auto dataset = read<&Inventory::hours_details>();
  ASSERT_EQ(dataset.value->size(), 2U);
  for (const auto& hours : *dataset.value) EXPECT_TRUE(hours.open.empty());
}

}  // namespace

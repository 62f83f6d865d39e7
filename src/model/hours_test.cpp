#include "model/hours.hpp"

#include <gtest/gtest.h>

namespace {

using model::HoursDetail;

HoursDetail on(std::initializer_list<int> days, std::int64_t from, std::int64_t to) {
  HoursDetail hours{.id = "h", .name = "Hours", .time_zone = "Europe/Berlin", .open = {}, .gap = {}};
  for (const int day : days) hours.open.push_back({day, from, to});
  return hours;
}

TEST(HoursOfAWeek, PutDaysTogetherThatAreAlike) {
  HoursDetail hours = on({0, 1, 2, 3, 4}, 480, 1080);
  EXPECT_EQ(week_of(hours), "Mon–Fri 08:00–18:00 (Europe/Berlin)");
  hours.open.push_back({5, 540, 725});
  EXPECT_EQ(week_of(hours), "Mon–Fri 08:00–18:00, Sat 09:00–12:05 (Europe/Berlin)");
  EXPECT_EQ(week_of(on({0, 1, 3}, 0, 1440)), "Mon–Tue all day, Thu all day (Europe/Berlin)");
}

TEST(HoursOfAWeek, TellADayThatIsInterrupted) {
  HoursDetail hours = on({6}, 480, 720);
  hours.open.push_back({6, 780, 1080});
  hours.time_zone = "";
  EXPECT_EQ(week_of(hours), "Sun 08:00–12:00 and 13:00–18:00");
}

TEST(HoursOfAWeek, SayAlwaysAndNever) {
  EXPECT_EQ(week_of(on({0, 1, 2, 3, 4, 5, 6}, 0, 1440)), "always open");
  HoursDetail hours = on({}, 0, 0);
  EXPECT_EQ(week_of(hours), "never open");
  hours.is_opened_by_override = true;
  EXPECT_EQ(week_of(hours), "open by overrides only");
  hours.is_opened_by_override = false;
  hours.gap = model::Gap{};
  EXPECT_EQ(week_of(hours), "");
  EXPECT_FALSE(never_open(hours));
  EXPECT_EQ(week_of(on({0, 1, 2, 3, 4, 5, 6}, 0, 60)), "Mon–Sun 00:00–01:00 (Europe/Berlin)");
}

}  // namespace

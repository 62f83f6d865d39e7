#include "model/hours_traffic.hpp"

#include <gtest/gtest.h>

#include "base/timestamp.hpp"

namespace model {
namespace {

base::Time at(const char* text) {
  return *base::from_iso8601(text);
}

// Monday the second of November is open from eight to six, the third is closed.
HoursTraffic berlin(std::vector<QueuedHour> hours) {
  HoursTraffic traffic;
  traffic.time_zone = "Europe/Berlin";
  traffic.days = {{at("2026-11-02T00:00:00Z"), {{480, 1080}}}, {at("2026-11-03T00:00:00Z"), {}}};
  traffic.hours = std::move(hours);
  return traffic;
}

double queued_when_closed(const HoursTraffic& traffic) {
  return closed_traffic(traffic).value().queued;
}

TEST(ClosedTraffic, IsThatOfHoursWhichAreClosedByEitherClock) {
  // Six in Berlin is five in winter and four in summer.
  EXPECT_EQ(queued_when_closed(berlin({{at("2026-11-02T15:00:00Z"), 3, 0}})), 0);
  EXPECT_EQ(queued_when_closed(berlin({{at("2026-11-02T16:00:00Z"), 3, 0}})), 0);
  EXPECT_EQ(queued_when_closed(berlin({{at("2026-11-02T17:00:00Z"), 3, 0}})), 3);
  EXPECT_EQ(queued_when_closed(berlin({{at("2026-11-02T06:00:00Z"), 3, 0}})), 0);
  EXPECT_EQ(queued_when_closed(berlin({{at("2026-11-02T05:00:00Z"), 3, 0}})), 3);
  EXPECT_EQ(queued_when_closed(berlin({{at("2026-11-02T04:00:00Z"), 3, 0}})), 3);
  EXPECT_EQ(queued_when_closed(berlin({{at("2026-11-03T12:00:00Z"), 3, 0}})), 3);
}

TEST(ClosedTraffic, SaysNothingOfDaysThatAreNotKnown) {
  EXPECT_EQ(queued_when_closed(berlin({{at("2026-11-05T12:00:00Z"), 3, 0}})), 0);
  EXPECT_EQ(queued_when_closed(berlin({{at("2026-11-03T23:00:00Z"), 3, 0}})), 0);
}

TEST(ClosedTraffic, CountsNobodyTwiceAmongThoseWhoGaveUp) {
  const auto closed =
      closed_traffic(berlin({{at("2026-11-03T10:00:00Z"), 5, 2}, {at("2026-11-03T11:00:00Z"), 1, 4}})).value();
  EXPECT_EQ(closed.queued, 6);
  EXPECT_EQ(closed.abandoned, 3);
}

TEST(ClosedTraffic, KnowsTimesThatEndAfterMidnight) {
  auto traffic = berlin({{at("2026-11-03T00:00:00Z"), 3, 0}, {at("2026-11-03T05:00:00Z"), 4, 0}});
  traffic.days.front().open = {{1200, 240}};
  EXPECT_EQ(queued_when_closed(traffic), 4);
}

TEST(ClosedTraffic, IsNotKnownWithoutTheTimeZone) {
  auto traffic = berlin({});
  traffic.time_zone = "Somewhere";
  EXPECT_FALSE(closed_traffic(traffic));
}

}  // namespace
}  // namespace model

#include "analysis/runway.hpp"

#include <gmock/gmock.h>

#include "fakes/weekly.hpp"

namespace {

using analysis::Point;
using fakes::start;
using fakes::weekly;
using testing::DoubleNear;
using testing::HasSubstr;
using testing::Optional;

TEST(Runway, TellsTheWeeksUntilAStraightLineMeetsTheLimit) {
  const auto runway = analysis::runway(weekly({60, 64, 68, 72, 76}), "");
  EXPECT_THAT(runway.weeks_left, Optional(DoubleNear(6, 1e-9)));  // (100 - 76) / 4
  EXPECT_THAT(runway.per_week, Optional(DoubleNear(4, 1e-9)));
  EXPECT_THAT(runway.r_squared, Optional(DoubleNear(1, 1e-9)));
  EXPECT_EQ(runway.reason, "");
}

TEST(Runway, FitsScatteredValuesByLeastSquares) {
  // By hand: x = 0..4, mean 2; y mean 16; Sxy = 29, Sxx = 10; the line is 10.2 + 2.9 x, and 21.8 at its end.
  const auto runway = analysis::runway(weekly({10, 14, 15, 19, 22}), "");
  EXPECT_THAT(runway.per_week, Optional(DoubleNear(2.9, 1e-9)));
  // The last week added 3, which leaves less than the line's (100 - 21.8) / 2.9.
  EXPECT_THAT(runway.weeks_left, Optional(DoubleNear((100 - 22) / 3.0, 1e-9)));
  EXPECT_THAT(runway.r_squared, Optional(DoubleNear(29.0 * 29.0 / (10.0 * 86.0), 1e-9)));
}

TEST(Runway, AGapIsNoZero) {
  const auto with_gap = analysis::runway(weekly({60, 64, std::nullopt, 72, 76}), "");
  EXPECT_THAT(with_gap.weeks_left, Optional(DoubleNear(6, 1e-9)));
}

struct Untold {
  const char* name;
  std::vector<Point> points;
  const char* reason;
};

class NoRunway : public testing::TestWithParam<Untold> {};

TEST_P(NoRunway, SaysWhy) {
  const auto runway = analysis::runway(GetParam().points, "");
  EXPECT_EQ(runway.weeks_left, std::nullopt);
  EXPECT_THAT(runway.reason, HasSubstr(GetParam().reason));
}

std::vector<Point> in_two_weeks() {
  auto points = weekly({60, 64, 68, 72, 76});
  for (std::size_t i = 0; i < points.size(); ++i) points[i].at = start + std::chrono::days(3 * i);
  return points;
}

// An hour is missing.
std::vector<Point> in_almost_three_weeks() {
  auto points = weekly({60, 64, 68, 72});
  points.back().at -= std::chrono::hours(1);
  return points;
}

INSTANTIATE_TEST_SUITE_P(
    Reasons, NoRunway,
    testing::Values(Untold{"none", {}, "0 values are too few"}, Untold{"few", weekly({60, 70, 80}), "too few"},
                    Untold{"gaps", weekly({60, std::nullopt, 80, std::nullopt, 90}), "3 values are too few"},
                    Untold{"short", in_two_weeks(), "within 1.7 weeks"},
                    // What falls short of a limit is not written as if it had reached it.
                    Untold{"almost_long", in_almost_three_weeks(), "within 2.9 weeks: it takes 3"},
                    Untold{"one_moment", std::vector<Point>(5, {start, "", {60.0, 100.0, {}, ""}}), "within 0 weeks"},
                    Untold{"no_limit", weekly({60, 64, 68, 72}, std::nullopt), "has no limit"},
                    Untold{"reached", weekly({60, 80, 90, 100}), "the limit is reached"},
                    Untold{"falls", weekly({80, 70, 60, 50}), "does not grow"},
                    Untold{"flat", weekly({80, 80, 80, 80}), "does not grow"},
                    Untold{"scatter", weekly({10, 90, 20, 80, 30, 90}), "do not follow a line"},
                    Untold{"almost_a_line", weekly({10, 30, 29, 30}), "R-squared 0.59, it takes 0.6"},
                    Untold{"far", weekly({10, 10.1, 10.2, 10.3}), "more than 104 weeks"}),
    [](const auto& tested) { return tested.param.name; });

// 296 of 300 after 56 in a week are not the two weeks of the line through five.
TEST(Runway, TakesWhatTheLastWeekAddedWhenThatLeavesLess) {
  const auto runway = analysis::runway(weekly({240, 240, 240, 240, 296}, 300), "");
  EXPECT_THAT(runway.last_per_week, Optional(DoubleNear(56, 1e-9)));
  EXPECT_THAT(runway.weeks_left, Optional(DoubleNear(4.0 / 56, 1e-9)));
  EXPECT_TRUE(runway.by_last);
  EXPECT_EQ(runway.reason, "");
  const auto slower = analysis::runway(weekly({200, 230, 260, 261}, 300), "");
  EXPECT_FALSE(slower.by_last);
  EXPECT_THAT(slower.weeks_left, Optional(DoubleNear((300 - 269.7) / 21.3, 1e-9)));
}

TEST(Runway, TheLastWeekOfDailyReviewsIsAWeek) {
  std::vector<Point> points;
  for (int day = 0; day <= 28; ++day) {
    points.push_back({start + std::chrono::days(day), "", {day == 28 ? 31.0 : 20.0, 40.0, {}, ""}});
  }
  EXPECT_THAT(analysis::runway(points, "").last_per_week, Optional(DoubleNear(11, 1e-9)));
}

TEST(Runway, SaysThatALimitIsReachedEvenOfTwoValues) {
  EXPECT_TRUE(analysis::runway(weekly({90, 100}), "").is_reached);
  EXPECT_FALSE(analysis::runway(weekly({100, 99}), "").is_reached);
  EXPECT_FALSE(analysis::runway(weekly({90, 100}, std::nullopt), "").is_reached);
}

TEST(Runway, ValuesOfDifferentScalesAreNotHeldAgainstEachOther) {
  auto points = weekly({60, 64, 68, 72});
  for (auto& point : points) point.reading.scale = 300;
  EXPECT_EQ(analysis::runway(points, "quota").reason, "");
  points.front().reading.scale = 200;
  EXPECT_THAT(analysis::runway(points, "quota").reason, HasSubstr("the quota changed"));
}

}  // namespace

#include "app/history/period.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/timestamp.hpp"

namespace {

TEST(Period, ADayIsItsStartOrItsEnd) {
  EXPECT_EQ(base::to_iso8601(app::moment("--from", "2026-02-13")), "2026-02-13T00:00:00Z");
  EXPECT_EQ(base::to_iso8601(app::moment_after("--to", "2026-02-28")), "2026-03-01T00:00:00Z");
  EXPECT_EQ(base::to_iso8601(app::moment_after("--to", "2026-02-28T09:00:00Z")), "2026-02-28T09:00:00Z");
}

TEST(Period, RefusesWhatIsNoDay) {
  for (const char* text : {"", "yesterday", "2026-13-01", "2026-02-30", "13.02.2026", "20260213", "2026-02-13 09:00"}) {
    EXPECT_THROW(app::moment("--before", text), base::Error) << text;
  }
}

TEST(Period, OneDayHoldsTheReviewsOfThatDay) {
  const auto filter = app::reviews_between({"--since", "2026-02-13"}, {"--until", "2026-02-13"}, "arn");
  EXPECT_EQ(*filter.to - *filter.from, std::chrono::hours(24));
  EXPECT_EQ(filter.instance_arn, "arn");
}

TEST(Period, RefusesAnEndBeforeItsStart) {
  EXPECT_THROW(app::reviews_between({"--since", "2026-02-14"}, {"--until", "2026-02-13"}, ""), base::Error);
  EXPECT_NO_THROW(app::reviews_between({"--since", "2026-02-14"}, {"--until", ""}, ""));
}

}  // namespace

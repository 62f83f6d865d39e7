#include "base/timestamp.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace {

using base::Time;
using std::chrono::milliseconds;
using std::chrono::seconds;

struct Moment {
  std::int64_t epoch_seconds;
  const char* iso;
  const char* minute;
  const char* date;
  const char* review_id;
};

constexpr Moment moments[] = {
    {0, "1970-01-01T00:00:00Z", "1970-01-01 00:00 UTC", "1970-01-01", "19700101-000000"},
    {951'827'696, "2000-02-29T12:34:56Z", "2000-02-29 12:34 UTC", "2000-02-29", "20000229-123456"},
    {1'709'251'199, "2024-02-29T23:59:59Z", "2024-02-29 23:59 UTC", "2024-02-29", "20240229-235959"},
    {1'770'973'200, "2026-02-13T09:00:00Z", "2026-02-13 09:00 UTC", "2026-02-13", "20260213-090000"},
    {4'107'542'400, "2100-03-01T00:00:00Z", "2100-03-01 00:00 UTC", "2100-03-01", "21000301-000000"},
    {253'402'300'799, "9999-12-31T23:59:59Z", "9999-12-31 23:59 UTC", "9999-12-31", "99991231-235959"},
};

TEST(Timestamp, GoesToEveryTextAndBack) {
  for (const Moment& moment : moments) {
    const Time time{seconds(moment.epoch_seconds)};
    EXPECT_EQ(base::to_iso8601(time), moment.iso);
    EXPECT_EQ(base::to_minute_text(time), moment.minute);
    EXPECT_EQ(base::to_date(time), moment.date);
    EXPECT_EQ(base::to_review_id(time), moment.review_id);
    EXPECT_EQ(base::from_iso8601(moment.iso), time) << moment.iso;
    EXPECT_EQ(base::from_review_id(moment.review_id), time) << moment.review_id;
    EXPECT_EQ(base::to_epoch_seconds(time), moment.epoch_seconds);
    EXPECT_EQ(base::from_epoch_milliseconds(base::to_epoch_milliseconds(time)), time);
  }
}

TEST(Timestamp, ReadsTheIdsOfReviewsThatBeganInOneSecond) {
  const auto time = base::from_review_id("20260213-090000");
  for (const char* id : {"20260213-090000-74c2", "20260213-090000-74c2b909"}) {
    EXPECT_EQ(base::from_review_id(id), time) << id;
    EXPECT_LT(std::string_view("20260213-090000"), id);
    EXPECT_GT(std::string_view("20260213-090001"), id);
  }
  for (const char* id : {"20260213-090000-", "20260213-090000-74", "20260213-090000-74C2", "20260213-090000-74c2b",
                         "20260213-090000-../x", "20260213-09000074c2", "20260213-090000-74c2b9090"}) {
    EXPECT_FALSE(base::from_review_id(id)) << id;
  }
}

TEST(Timestamp, DropsMillisecondsInText) {
  const Time time{milliseconds(1'770'973'200'999)};
  EXPECT_EQ(base::to_iso8601(time), "2026-02-13T09:00:00Z");
  EXPECT_EQ(base::to_review_id(time), "20260213-090000");
  EXPECT_EQ(base::to_epoch_seconds(time), 1'770'973'200);
  EXPECT_EQ(base::to_epoch_milliseconds(time), 1'770'973'200'999);
}

TEST(Timestamp, WritesTimesBefore1970) {
  EXPECT_EQ(base::to_iso8601(Time(milliseconds(-1))), "1969-12-31T23:59:59Z");
  EXPECT_EQ(base::to_epoch_seconds(Time(milliseconds(-1))), -1);
}

TEST(Timestamp, ReadsFractionsOfASecond) {
  struct Case {
    const char* text;
    int thousandths;
  };
  for (const Case& one :
       {Case{"2026-02-13T09:00:00.1Z", 100}, Case{"2026-02-13T09:00:00.05Z", 50}, Case{"2026-02-13T09:00:00.123Z", 123},
        Case{"2026-02-13T09:00:00.123456Z", 123}, Case{"2026-02-13T09:00:00.999999999Z", 999}}) {
    EXPECT_EQ(base::from_iso8601(one.text), Time(milliseconds(1'770'973'200'000 + one.thousandths))) << one.text;
  }
}

TEST(Timestamp, RefusesWhatIsNoTime) {
  for (const char* text : {"",
                           "Z",
                           "2026-02-13",
                           "2026-02-13T09:00:00",          // no zone
                           "2026-02-13T09:00:00+01:00",    // another zone
                           "2026-02-13T09:00:00z",         // case
                           "2026-02-13 09:00:00Z",         // no T
                           "2026-02-13T09:00:00.Z",        // an empty fraction
                           "2026-02-13T09:00:00,5Z",       // a comma
                           "2026-02-13T09:00:00.12xZ",     // letters in the fraction
                           "2026-02-13T09:00:00.123xyzZ",  // and behind its third digit
                           "2026-02-13T09:00:00.1234567890Z",
                           "2026-02-13T09:00:00ZZ",
                           "2026-02-13T09:00:00Z ",
                           " 2026-02-13T09:00:00Z",
                           "2026-02-29T09:00:00Z",  // no leap year
                           "2100-02-29T09:00:00Z",  // nor is this
                           "2026-04-31T09:00:00Z",
                           "2026-00-13T09:00:00Z",
                           "2026-13-13T09:00:00Z",
                           "2026-02-00T09:00:00Z",
                           "2026-02-13T24:00:00Z",
                           "2026-02-13T09:60:00Z",
                           "2026-02-13T09:00:60Z",
                           "1969-12-31T23:59:59Z",
                           "-026-02-13T09:00:00Z",
                           "2026-2-013T09:00:00Z",
                           "2026-02-13T09:+1:00Z"}) {
    EXPECT_FALSE(base::from_iso8601(text)) << text;
  }
}

TEST(Timestamp, RefusesWhatIsNoReviewId) {
  for (const char* id : {"", "20260213", "20260213090000", "20260213_090000", "20260213-09000", "20260213-0900000",
                         "20260229-090000", "20260213-240000", "20260213-096000", "20260213-0900 0", "2026021a-090000",
                         "../20260213-090", "19691231-235959"}) {
    EXPECT_FALSE(base::from_review_id(id)) << id;
  }
}

TEST(Timestamp, TakesEpochSecondsAsAwsSendsThem) {
  EXPECT_EQ(base::from_epoch_seconds(0), Time());
  EXPECT_EQ(base::from_epoch_seconds(1'589'443'200.482), Time(milliseconds(1'589'443'200'482)));
  EXPECT_EQ(base::from_epoch_seconds(253'402'300'799.0), Time(seconds(253'402'300'799)));
  EXPECT_EQ(base::from_epoch_milliseconds(1'589'443'200'482), Time(milliseconds(1'589'443'200'482)));
}

TEST(Timestamp, RefusesNumbersOutsideTheYears1970To9999) {
  for (const double value : {-1.0, -0.001, 253'402'300'800.0, 1e18, 1e308, std::numeric_limits<double>::infinity(),
                             -std::numeric_limits<double>::infinity(), std::nan("")}) {
    EXPECT_FALSE(base::from_epoch_seconds(value)) << value;
  }
  for (const std::int64_t value : {std::int64_t{-1}, std::int64_t{253'402'300'799'001}, INT64_MAX, INT64_MIN}) {
    EXPECT_FALSE(base::from_epoch_milliseconds(value)) << value;
  }
}

TEST(Timestamp, ReadsTheDateOfHttp) {
  EXPECT_EQ(base::from_http_date("Fri, 13 Feb 2026 09:00:00 GMT"), base::from_iso8601("2026-02-13T09:00:00Z"));
  for (const char* text :
       {"", "Fri, 13 Feb 2026 09:00:00 UTC", "Fri, 30 Feb 2026 09:00:00 GMT", "Fri, 13 feb 2026 09:00:00 GMT",
        "Fri, 13 anF 2026 09:00:00 GMT", "Friday, 13-Feb-26 09:00:00 GMT"}) {
    EXPECT_FALSE(base::from_http_date(text)) << text;
  }
}

}  // namespace

#include "store/s3/review_ids.hpp"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <random>

#include "base/timestamp.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/s3.hpp"
#include "store/s3/keys.hpp"

namespace store {
namespace {

using Strings = std::vector<std::string>;
using std::chrono::hours;

class S3Ids : public testing::Test {
 protected:
  S3Ids() { location_.bucket = fakes::S3::bucket; }

  void add(const std::string& id) {
    s3_.plant(document_key(id, "STATUS"), "{}");
    s3_.plant(document_key(id, "quota"), "{}");
  }
  Strings all(const Filter& filter = {}) {
    Bucket bucket(location_, s3_.remote(patient_.patience));
    ReviewIds source(bucket, filter, clock_.now());
    Strings ids;
    for (Strings some = source.next(); !some.empty(); some = source.next()) {
      ids.insert(ids.end(), some.begin(), some.end());
    }
    EXPECT_TRUE(source.next().empty());
    return ids;
  }
  Strings newest() {
    Bucket bucket(location_, s3_.remote(patient_.patience));
    return ReviewIds(bucket, {}, clock_.now()).next();
  }
  // One review an hour, the last one now.
  Strings hourly(int count) {
    Strings ids;
    for (int i = 0; i < count; ++i) ids.push_back(base::to_review_id(clock_.now() - hours(i)));
    for (const std::string& id : ids) add(id);
    return ids;
  }

  fakes::ManualClock clock_;  // 2026-02-13T09:00:00Z
  fakes::Patient patient_{clock_};
  fakes::S3 s3_;
  Location location_;
};

TEST_F(S3Ids, AFewReviewsAreOneRequest) {
  const Strings expected = hourly(999);
  EXPECT_EQ(all(), expected);
  EXPECT_EQ(s3_.asked().size(), 1U);
}

TEST_F(S3Ids, TheNewestOfVeryManyAreAFewRequests) {
  const Strings expected = hourly(10'000);
  const Strings first = newest();
  ASSERT_FALSE(first.empty());
  EXPECT_EQ(Strings(expected.begin(), expected.begin() + std::ptrdiff_t(first.size())), first);
  EXPECT_LE(s3_.asked().size(), 3U);
  s3_.forget();
  EXPECT_EQ(all(), expected);
  EXPECT_LE(s3_.asked().size(), 40U);
}

TEST_F(S3Ids, ManyThatEndedLongAgoAreFoundWithoutAskingForEveryDay) {
  const Strings expected = hourly(3'000);
  clock_.advance(hours(24 * 3650));
  EXPECT_EQ(all(), expected);
  EXPECT_LE(s3_.asked().size(), 25U);
}

TEST_F(S3Ids, AreFoundWhateverTheyAreCalledAndWhenever) {
  s3_.page_size = 3;
  Strings expected = {"99991231-235959", "30000101-000000", "20260213-090000-74c2b909", "20260213-090000-74c2",
                      "20260213-090000", "20260212-000000", "19700101-000000"};
  for (const std::string& id : expected) add(id);
  for (const char* foreign : {"zz", "imported", "a-b", "a.b", "a", "20260213-0900001", "20260213-09000", "20260213",
                              "2026021", "00000000", "0", "-x", "_x", "A"}) {
    add(foreign);
  }
  std::ranges::sort(expected, std::greater<>());
  EXPECT_EQ(all(), expected);
}

TEST_F(S3Ids, WhatOthersPutBetweenThemIsPassedOver) {
  s3_.page_size = 2;
  const Strings expected = hourly(7);
  for (const char* key : {"reviews/", "reviews/readme.txt", "reviews/.x/a.json", "reviews/a b/c.json", "reviews/zz z/x",
                          "reviews//x", "reviewsx/20260213-090000/quota.json", "other"}) {
    s3_.plant(key, "x");
  }
  EXPECT_EQ(all(), expected);
}

TEST_F(S3Ids, AreTheSameForEveryFilterAndPageAsSortingThemAll) {
  std::mt19937 random(20260213);
  Strings ids;
  for (int i = 0; i < 60; ++i) {
    // Close together and far apart.
    const auto age = hours(random() % (i % 2 ? 100 : 20'000)) - hours(48);
    ids.push_back(base::to_review_id(clock_.now() - age) + (i % 7 == 0 ? "-74c2" : i % 7 == 1 ? "1" : ""));
    add(ids.back());
  }
  std::ranges::sort(ids, std::greater<>());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  for (const std::size_t page_size : {1, 3, 1000}) {
    s3_.page_size = page_size;
    for (int i = 0; i < 60; ++i) {
      Filter filter;
      if (random() % 2) filter.from = clock_.now() - hours(random() % 5'000);
      if (random() % 2) filter.to = clock_.now() - hours(random() % 5'000);
      if (random() % 2) filter.page = ids[random() % ids.size()];
      Strings expected;
      for (const std::string& id : ids) {
        const auto time = base::from_review_id(id);
        const bool in_time = time && (!filter.from || *time >= *filter.from) && (!filter.to || *time < *filter.to);
        if (in_time && (filter.page.empty() || id < filter.page)) expected.push_back(id);
      }
      EXPECT_EQ(all(filter), expected) << page_size << " " << filter.page;
    }
  }
}

TEST_F(S3Ids, ARangeOfDaysReadsOnlyThose) {
  hourly(10'000);
  Filter filter;
  filter.from = clock_.now() - hours(5'000);
  filter.to = clock_.now() - hours(4'990);
  EXPECT_EQ(all(filter).size(), 10U);
  EXPECT_EQ(s3_.asked().size(), 1U);
}

}  // namespace
}  // namespace store

#include "app/history/compare.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/judged_review.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/replayed_review.hpp"
#include "store/memory.hpp"

namespace {

using analysis::ChangeKind;
using fakes::arn;
using fakes::finding;
using fakes::other_arn;
using fakes::review;
using model::Finding;
using model::Review;
using model::Status;
using testing::HasSubstr;
using testing::Pair;

TEST(Compare, RefusesTwoInstancesUnlessItIsAskedFor) {
  const Review one = review({finding("Menu", Status::fail)});
  const Review two = review({finding("Menu", Status::fail, other_arn)}, "20260214-090000", other_arn);
  try {
    app::compare(one, two, false);
    FAIL() << "it was compared";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::usage);
    EXPECT_THAT(error.what(), HasSubstr("--across-instances"));
  }
  EXPECT_EQ(app::compare(one, two, true).count(ChangeKind::same), 1);
}

class LoadPair : public testing::Test {
 protected:
  void store_review(const std::string& id, const std::string& instance = arn) {
    model::StatusDocument status;
    status.review_id = id;
    status.status = model::ReviewStatus::completed;
    status.instance_arn = instance;
    store_.put({id, "STATUS", model::to_json(status)});
  }
  std::pair<std::string, std::string> ids(const std::string& older, const std::string& newer,
                                          const std::string& instance = "") {
    const auto pair = app::load_pair(store_, older, newer, instance, clock_.now());
    return {pair.older.status.review_id, pair.newer.status.review_id};
  }

  fakes::ManualClock clock_;
  store::MemoryStore store_{clock_};
};

TEST_F(LoadPair, PreviousIsTheReviewBeforeOfTheSameInstance) {
  store_review("20260201-090000");
  store_review("20260202-090000");
  store_review("20260203-090000", other_arn);
  store_review("20260204-090000");
  EXPECT_THAT(ids("previous", "latest"), Pair("20260202-090000", "20260204-090000"));
  EXPECT_THAT(ids("previous", "20260202-090000"), Pair("20260201-090000", "20260202-090000"));
  EXPECT_THAT(ids("20260201-090000", "previous"), Pair("20260201-090000", "20260202-090000"));
  EXPECT_THAT(ids("20260203-090000", "latest", other_arn), Pair("20260203-090000", "20260203-090000"));
}

TEST_F(LoadPair, TellsReviewsOfOneSecondApart) {
  for (const char* id : {"20260201-090000", "20260201-090000-74c2", "20260201-090000-74c2b909"}) store_review(id);
  EXPECT_THAT(ids("previous", "latest"), Pair("20260201-090000-74c2", "20260201-090000-74c2b909"));
  EXPECT_THAT(ids("previous", "20260201-090000-74c2"), Pair("20260201-090000", "20260201-090000-74c2"));
}

TEST_F(LoadPair, PassesOverReviewsThatWereCutShort) {
  fakes::review({}, store_, clock_);
  const auto whole = app::load_pair(store_, "latest", "latest", "", clock_.now()).newer.status;
  clock_.advance(std::chrono::hours(1));
  store_review(base::to_review_id(clock_.now()), whole.instance_arn);  // killed before anything was judged
  clock_.advance(std::chrono::hours(1));
  fakes::review({}, store_, clock_);
  EXPECT_EQ(ids("previous", "latest").first, whole.review_id);
}

TEST_F(LoadPair, SaysWhenThereIsNoneBefore) {
  EXPECT_THROW(ids("previous", "latest"), base::Error);
  store_review("20260201-090000");
  try {
    ids("previous", "latest");
    FAIL() << "there is only one";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::not_found);
    EXPECT_THAT(error.what(), HasSubstr("before 20260201-090000"));
  }
}

// The same recording with and without its flow log: nothing that is unread may count as fixed.
TEST_F(LoadPair, NothingIsFixedInAReviewThatLookedAtLess) {
  fakes::review({}, store_, clock_);
  clock_.advance(std::chrono::hours(1));
  fakes::review({.components = {"quota", "instance"}}, store_, clock_);
  const auto pair = app::load_pair(store_, "previous", "latest", "", clock_.now());
  const auto comparison = app::compare(pair.older, pair.newer, false);
  EXPECT_EQ(comparison.count(ChangeKind::fixed), 0);
  EXPECT_EQ(comparison.count(ChangeKind::appeared), 0);
  EXPECT_EQ(comparison.count(ChangeKind::worse), 0);
  EXPECT_EQ(comparison.count(ChangeKind::better), 0);
  EXPECT_GT(comparison.count(ChangeKind::cannot_tell), 20);
  EXPECT_GT(comparison.count(ChangeKind::same), 0);
}

TEST(Compare, RefusesWhatCannotBeCompared) {
  const auto refused = [](const Review& older, const Review& newer) -> std::string {
    try {
      app::require_comparable({older, newer});
      return "";
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), base::ErrorKind::usage);
      return error.what();
    }
  };
  const Review one = review({finding("Menu", Status::fail)});
  Review other = review({finding("Menu", Status::fail)}, "20260220-090000");
  EXPECT_EQ(refused(one, other), "");
  EXPECT_THAT(refused(one, one), HasSubstr("cannot be compared with itself"));
  other.documents.front().component = "quota";
  EXPECT_THAT(refused(one, other), HasSubstr("no component in common"));
  other.documents.front().findings.clear();
  EXPECT_THAT(refused(one, other), HasSubstr("20260220-090000 has no findings to compare"));
  other.unreadable.push_back({"metrics", "it is damaged"});
  EXPECT_EQ(refused(one, other), "") << "what is damaged is said in the comparison";
}

TEST_F(LoadPair, AReviewFromTheFutureIsNotTheLatest) {
  store_review("20260201-090000");
  store_review("20260202-090000");
  store_review("20270320-090000");
  EXPECT_THAT(ids("previous", "latest"), Pair("20260201-090000", "20260202-090000"));
  EXPECT_THAT(ids("previous", "20270320-090000"), Pair("20260202-090000", "20270320-090000"));
}

TEST(ComparisonAsJson, CountsEveryKindAndHasNullForWhatWasNotThere) {
  Finding sales = finding("sales", Status::fail);
  sales.measured = model::Measured{3, "errors", {}, false};
  const app::Pair pair{review({}), review({sales}, "20260220-090000")};
  const auto out = app::to_json(pair, app::compare(pair.older, pair.newer, false));
  EXPECT_EQ(out["old"]["reviewId"], "20260213-090000");
  EXPECT_EQ(out["new"]["instanceArn"], arn);
  EXPECT_EQ(out["counts"].size(), std::size(analysis::all_change_kinds));
  EXPECT_EQ(out["counts"]["new"], 1);
  ASSERT_EQ(out["changes"].size(), 1U);
  const auto& change = out["changes"][0];
  EXPECT_EQ(change["kind"], "new");
  EXPECT_EQ(change["component"], "metrics");
  EXPECT_EQ(change["resource"]["name"], "sales");
  EXPECT_TRUE(change["before"].is_null());
  EXPECT_EQ(change["headline"], "sales: 3 errors");
  EXPECT_EQ(change["now"], (nlohmann::json{{"status", "fail"},
                                           {"severity", "high"},
                                           {"observed", "3 errors"},
                                           {"measured", {{"value", 3}, {"unit", "errors"}, {"limit", nullptr}}}}));
}

}  // namespace

#include "app/history/listing.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/timestamp.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/replayed_review.hpp"
#include "store/memory.hpp"

namespace {

class Listing : public testing::Test {
 protected:
  fakes::ManualClock clock_{*base::from_iso8601("2026-11-29T09:00:00Z")};
  store::MemoryStore store_{clock_};
};

TEST_F(Listing, TellsWhatEachReviewFoundNewestFirst) {
  fakes::review({.components = {"quota"}}, store_, clock_);
  clock_.advance(std::chrono::hours(1));
  fakes::review({.components = {"phone"}}, store_, clock_);
  const app::Listing listing = app::list_reviews(store_, {}, clock_.now());
  ASSERT_EQ(listing.reviews.size(), 2U);
  EXPECT_GT(listing.reviews[0].review_id, listing.reviews[1].review_id);
  const auto out = to_json(listing);
  EXPECT_TRUE(out["next"].is_null());
  EXPECT_EQ(out["reviews"][1]["reviewId"], "20261129-090000");
  EXPECT_EQ(out["reviews"][1]["instanceAlias"], listing.reviews[1].instance_alias);
  EXPECT_GT(out["reviews"][1]["findings"]["pass"], 0);
}

TEST_F(Listing, FindsAnInstanceByWhatItIsCalled) {
  const auto put = [&](const std::string& review_id, const std::string& arn, const std::string& alias) {
    model::StatusDocument status;
    status.review_id = review_id;
    status.instance_arn = arn;
    status.instance_alias = alias;
    status.updated_at = clock_.now();
    store_.put({review_id, "STATUS", model::to_json(status)});
  };
  const std::string north = "arn:aws:connect:eu-north-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";
  const std::string south = "arn:aws:connect:eu-south-1:111122223333:instance/cccccccc-1111-4222-8333-bbbbbbbbbbbb";
  put("20261127-090000", north, "harbour");
  put("20261128-090000", north, "harbour");
  put("20261128-100000", south, "quay");
  const auto found = [&](const std::string& name) { return app::stored_instance(store_, name, clock_.now()); };
  EXPECT_EQ(found(""), "");
  EXPECT_EQ(found("arn:aws:whatever"), "arn:aws:whatever");
  EXPECT_EQ(found("harbour"), north);
  EXPECT_EQ(found("cccccccc-1111-4222-8333-bbbbbbbbbbbb"), south);
  const auto refusal = [&](const std::string& name) -> std::string {
    try {
      return found(name);
    } catch (const base::Error& error) {
      return error.what();
    }
  };
  EXPECT_EQ(refusal("harbor"),
            "no stored review is of an instance 'harbor'; `connect-ops-review reviews` lists what there is");
  put("20261128-110000", south, "harbour");
  EXPECT_EQ(refusal("harbour"), "several instances are called 'harbour'; give the ARN of one: " + north + ", " + south);
}

TEST_F(Listing, NamesThePageThatComesNext) {
  for (const char* id : {"20261127-090000", "20261128-090000"}) store_.put({id, "STATUS", {{"reviewId", id}}});
  store::Filter filter;
  filter.limit = 1;
  const app::Listing listing = app::list_reviews(store_, filter, clock_.now());
  EXPECT_FALSE(listing.next.empty());
  EXPECT_EQ(to_json(listing)["next"], listing.next);
}

TEST_F(Listing, ASilentReviewIsInterruptedByItsStateAndItsDocuments) {
  model::StatusDocument status;
  status.review_id = "20261129-080000";
  status.updated_at = *base::from_iso8601("2026-11-29T08:00:00Z");
  store_.put({status.review_id, "STATUS", model::to_json(status)});
  EXPECT_EQ(to_json(app::list_reviews(store_, {}, clock_.now()))["reviews"][0]["status"], "interrupted");
  model::Document document;
  document.review_id = status.review_id;
  document.component = "quota";
  document.collected_at = clock_.now();
  store_.put({status.review_id, "quota", model::to_json(document)});
  EXPECT_EQ(to_json(app::list_reviews(store_, {}, clock_.now()))["reviews"][0]["status"], "in_progress");
}

TEST_F(Listing, HasAReviewWhoseStatusCannotBeRead) {
  store_.put({"20261127-090000", "quota", {{"reviewId", "20261127-090000"}}});
  store_.put({"20261128-090000", "STATUS", {{"status", 7}}});
  const app::Listing listing = app::list_reviews(store_, {}, clock_.now());
  ASSERT_EQ(listing.reviews.size(), 2U);
  EXPECT_EQ(listing.reviews[0].review_id, "20261128-090000");
  EXPECT_EQ(listing.reviews[1].review_id, "20261127-090000");
  const auto json = to_json(listing);
  for (const auto& review : json["reviews"]) EXPECT_EQ(review["status"], "unknown");
}

}  // namespace

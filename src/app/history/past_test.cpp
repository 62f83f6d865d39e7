#include "app/history/past.hpp"

#include <gmock/gmock.h>

#include "app/stored.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/forwarding_store.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/replayed_review.hpp"
#include "formats/table.hpp"
#include "store/memory.hpp"

namespace {

using analysis::ChangeKind;
using testing::HasSubstr;

class PastOfReplays : public testing::Test {
 protected:
  std::string run(const std::vector<std::string>& components = app::choose_components({}, {})) {
    clock_.advance(std::chrono::hours(1));
    return fakes::review({.components = components}, store_, clock_).review_id;
  }
  formats::Past past(const std::string& id) {
    return app::with_past(store_, app::load_review(store_, id)).at(id).past.value();
  }

  fakes::ManualClock clock_{*base::from_iso8601("2026-11-29T09:00:00Z")};
  store::MemoryStore store_{clock_};
};

TEST_F(PastOfReplays, OfTheSameRecordingNothingChanged) {
  const std::string first = run(), second = run();
  const auto told = past(second);
  ASSERT_TRUE(told.since) << told.not_known;
  EXPECT_EQ(told.since->review_id, first);
  EXPECT_EQ(formats::since_text(told), "Since the review of 29 Nov: nothing changed.");
  EXPECT_GT(told.since->comparison.count(ChangeKind::same), 40);
  EXPECT_GT(told.quotas.size(), 15U);
  EXPECT_TRUE(told.quotas.front().runway.is_reached) << "the fullest stands first";
}

TEST_F(PastOfReplays, LooksForAReviewThatLookedAtAllOfIt) {
  const std::string whole = run();
  run({"quota"});
  EXPECT_EQ(past(run()).since->review_id, whole);
}

TEST_F(PastOfReplays, OrElseAtAPartOfIt) {
  run({"phone"});
  const std::string part = run({"quota"});
  EXPECT_EQ(past(run({"quota", "flow"})).since->review_id, part);
  EXPECT_FALSE(past(run({"instance"})).since);
}

class UnlistableStore final : public fakes::ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  store::ReviewPage reviews(const store::Filter&) override {
    throw base::Error(base::ErrorKind::denied, "dynamodb:Query is not allowed");
  }
};

TEST_F(PastOfReplays, AStoreThatCannotBeAskedLeavesNoReportUnwritten) {
  const std::string id = run({"quota"});
  UnlistableStore store(store_);
  const auto review = app::load_review(store_, id);
  const auto besides = app::with_past(store, review);
  EXPECT_THAT(formats::rendered(formats::writer("html"), review, besides),
              HasSubstr("What changed since the review before is not known: dynamodb:Query is not allowed."));
}

}  // namespace

#include "model/life.hpp"

#include <gmock/gmock.h>

#include "base/timestamp.hpp"

namespace model {
namespace {

using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const base::Time begun = *base::from_iso8601("2026-02-13T09:00:00Z");

StatusDocument state(ReviewStatus status) {
  StatusDocument state;
  state.review_id = "20260213-090000";
  state.status = status;
  state.updated_at = begun;
  state.components = {"quota", "phone"};
  return state;
}

Document stored_at(base::Time time) {
  Document document;
  document.component = "quota";
  document.collected_at = time;
  return document;
}

TEST(Life, ASilentReviewIsInterruptedAndSaysHowToGoOn) {
  const auto running = state(ReviewStatus::in_progress);
  EXPECT_EQ(as_of(running, {}, begun + longest_silence).status, ReviewStatus::in_progress);
  const auto late = as_of(running, {}, begun + longest_silence + minutes(1));
  EXPECT_EQ(late.status, ReviewStatus::interrupted);
  EXPECT_THAT(late.message, HasSubstr("since 2026-02-13T09:00:00Z"));
  EXPECT_THAT(late.message, HasSubstr("run --resume 20260213-090000"));
}

TEST(Life, OneThatMayTakeLongerIsWaitedFor) {
  auto running = state(ReviewStatus::in_progress);
  running.deadline = begun + minutes(90);
  EXPECT_EQ(as_of(running, {}, begun + minutes(89)).status, ReviewStatus::in_progress);
  EXPECT_EQ(as_of(running, {}, begun + minutes(91)).status, ReviewStatus::interrupted);
  running.deadline = begun + minutes(1);  // its clock may be wrong
  EXPECT_EQ(as_of(running, {}, begun + minutes(29)).status, ReviewStatus::in_progress);
}

TEST(Life, WhatIsStoredOfItIsASign) {
  const Document document = stored_at(begun + minutes(20));
  const auto running = state(ReviewStatus::in_progress);
  EXPECT_EQ(last_sign_of_life(running, {&document, 1}), begun + minutes(20));
  EXPECT_EQ(as_of(running, {&document, 1}, begun + minutes(45)).status, ReviewStatus::in_progress);
  EXPECT_EQ(as_of(running, {&document, 1}, begun + minutes(55)).status, ReviewStatus::interrupted);
}

TEST(Life, WhatHasEndedOrSaysNothingStaysAsItIs) {
  for (const auto ended : {ReviewStatus::completed, ReviewStatus::partial, ReviewStatus::failed}) {
    EXPECT_EQ(as_of(state(ended), {}, begun + std::chrono::days(9)).status, ended);
  }
  EXPECT_EQ(as_of(StatusDocument(), {}, begun).message, "");
}

TEST(Life, OneWithReportsToWriteIsStillBeingMadeForAWhile) {
  auto completed = state(ReviewStatus::completed);
  EXPECT_FALSE(is_being_made(completed, {}, begun));
  EXPECT_EQ(missing_reports(completed), "");
  completed.reports_due = {"html"};
  EXPECT_TRUE(is_being_made(completed, {}, begun));
  EXPECT_FALSE(is_being_made(completed, {}, begun + minutes(31)));
  EXPECT_THAT(missing_reports(completed), HasSubstr("`connect-ops-review report 20260213-090000` writes it"));
}

TEST(Life, AnEndedReviewHasWhatItCounts) {
  Review review;
  review.status = state(ReviewStatus::partial);
  review.documents = {stored_at(begun)};
  EXPECT_THAT(missing_components(review), ElementsAre("phone"));
  review.unreadable = {{"phone", "it is damaged"}};
  EXPECT_THAT(missing_components(review), IsEmpty());
  review.status.status = ReviewStatus::in_progress;
  review.documents.clear();
  EXPECT_THAT(missing_components(review), IsEmpty());
}

}  // namespace
}  // namespace model

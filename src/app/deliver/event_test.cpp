#include "app/deliver/event.hpp"

#include <gmock/gmock.h>

#include "fakes/judged_review.hpp"

namespace {

TEST(Event, TellsTheNews) {
  const model::Review review = fakes::review({fakes::finding("Menu", model::Status::fail)});
  app::ReviewOutcome outcome;
  outcome.review_id = review.status.review_id;
  outcome.status = model::ReviewStatus::completed;
  app::News news;
  news.since = "20260206-090000";
  news.fixed = 3;
  news.worse.push_back({.kind = analysis::ChangeKind::worse,
                        .before = fakes::finding("Menu", model::Status::warn),
                        .now = fakes::finding("Menu", model::Status::fail),
                        .reason = {}});
  const auto detail = app::event_detail(outcome, review, news);
  EXPECT_EQ(detail.at("reviewId"), "20260213-090000");
  EXPECT_EQ(detail.at("instanceArn"), fakes::arn);
  EXPECT_EQ(detail.at("status"), "completed");
  EXPECT_EQ(detail.at("since"), "20260206-090000");
  EXPECT_EQ(detail.at("newCount"), 0);
  EXPECT_EQ(detail.at("worseCount"), 1);
  EXPECT_EQ(detail.at("fixedCount"), 3);
  EXPECT_EQ(detail.at("worse").at(0).at("headline"), "Menu: 3 errors");
  EXPECT_EQ(detail.at("worse").at(0).at("before").at("status"), "warn");
}

}  // namespace

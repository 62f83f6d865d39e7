// A percentage is the same wherever it stands, and is never written as if it had reached a limit that it has not.
#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/timestamp.hpp"
#include "checks/registry.hpp"
#include "components/component.hpp"
#include "formats/table.hpp"

namespace {

// Two quotas that are just below 98 %, where a failure begins: 240 of 245 and 44 of 45.
model::Review nearly_full() {
  model::Inventory inventory;
  inventory.instance_ref = model::parse_instance_arn("arn:aws:connect:eu-central-1:111122223333:instance/ours");
  inventory.quotas = model::Dataset<model::ServiceQuotas>::of(
      {{}, {{"L-9A46857E", "Users per instance", 245, true, ""}, {"L-68BBE2E8", "Quick connects", 45, true, ""}}});
  inventory.counts =
      model::Dataset<model::Counts>::of({{"users", {240, std::nullopt, "connect:ListUsers"}},
                                         {"quick_connects", {44, std::nullopt, "connect:ListQuickConnects"}}});
  model::Document document;
  document.component = "quota";
  document.data = components::find("quota").data(inventory);
  document.checks = checks::rules_of("quota", {});
  document.findings = checks::run_component("quota", inventory);
  model::Review review;
  review.documents = {document};
  return review;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(Percentages, AreTheSameInEveryPlace) {
  const model::Review review = nearly_full();
  for (const char* format : {"html", "text"}) {
    const std::string page = formats::rendered(formats::writer(format), review);
    EXPECT_THAT(page, testing::HasSubstr("240 of 245 in use: 97.95 %")) << format;
    EXPECT_THAT(page, testing::HasSubstr("44 of 45 in use: 97.77 %")) << format;
    // 98 % is told as the limit only.
    EXPECT_EQ(count_of(page, "98 %"), count_of(page, "98 % or more") + count_of(page, "a failure from 98 %") +
                                          count_of(page, "fail at 98 %") + count_of(page, "80 % and 98 %"))
        << format;
    for (const char* rounded : {"97.96", "97.78", "97.8 %", "98.0"}) EXPECT_EQ(count_of(page, rounded), 0U) << rounded;
  }
  const std::string html = formats::rendered(formats::writer("html"), review);
  EXPECT_THAT(html, testing::HasSubstr(">97.95 %<"));
  EXPECT_THAT(html, testing::HasSubstr(">97.77 %<"));
}

// CloudWatch gives the share of calls as a fraction and that of chats in percent; both are stored and drawn.
TEST(Percentages, OfAChartAreThoseOfTheFinding) {
  const base::Time start = *base::from_iso8601("2026-11-02T09:00:00Z");
  const auto hour_of = [start](const char* metric, double value) {
    const auto* row = std::ranges::find(model::metric_rows, metric, &model::MetricRow::metric);
    return model::MetricSeries{row, "", {{start, value}}, std::nullopt};
  };
  model::Inventory inventory;
  const model::Window window{start, start + model::hour};
  inventory.metrics = model::Dataset<model::Metrics>::of(
      {window,
       {hour_of("ConcurrentCallsPercentage", 240.0 / 245), hour_of("ConcurrentActiveChatsPercentage", 97.999999)}});
  model::Document document;
  document.component = "metrics";
  document.data = components::find("metrics").data(inventory);
  model::Review review;
  review.documents = {document};
  const std::string page = formats::rendered(formats::writer("html"), review);
  for (const char* cut : {"Highest 97.95 %", "Highest 97.99 %", ">97.95 %<", ">97.99 %<"}) {
    EXPECT_THAT(page, testing::HasSubstr(cut));
  }
  for (const char* rounded : {"97.96", "Highest 98", ">98<"}) EXPECT_THAT(page, Not(testing::HasSubstr(rounded)));
}

}  // namespace

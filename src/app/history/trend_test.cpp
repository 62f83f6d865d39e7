#include "app/history/trend.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "components/component.hpp"
#include "components/sample_inventory_test.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/replayed_review.hpp"
#include "fakes/weekly.hpp"
#include "store/memory.hpp"

namespace {

using fakes::start;
using fakes::weekly;
using nlohmann::json;
using testing::DoubleNear;
using testing::HasSubstr;
using testing::Optional;

const std::string arn = "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";
TEST(Measures, HaveNamesOfTheirOwnAndComponentsThatExist) {
  std::set<std::string> names;
  for (const auto& measure : components::measures()) {
    EXPECT_TRUE(names.insert(measure.name).second) << measure.name;
    EXPECT_TRUE(measure.name.starts_with(measure.component + ".")) << measure.name;
    EXPECT_NO_THROW(components::find(measure.component)) << measure.name;
    EXPECT_FALSE(measure.title.empty());
  }
  EXPECT_GT(names.size(), 60U);
  EXPECT_THROW(components::find_measure("quota.users"), base::Error);
}

// The document that a review of the inventory would store for the measure's component.
model::Document document_of(const components::Measure& measure, const model::Inventory& inventory) {
  model::Document document;
  document.component = measure.component;
  document.data = components::find(measure.component).data(inventory);
  document.window = inventory.window;
  return document;
}

TEST(Measures, EachIsReadFromWhatItsComponentStores) {
  const auto inventory = components::sample_inventory();
  int known = 0;
  for (const auto& measure : components::measures()) {
    const auto reading = measure.read(document_of(measure, inventory));
    EXPECT_NE(reading.value.has_value(), !reading.gap.empty()) << measure.name;
    known += reading.value ? 1 : 0;
  }
  EXPECT_GT(known, 20);
}

TEST(Measures, NoneHasAValueWhereNothingCouldBeRead) {
  const auto inventory = components::denied_inventory();
  for (const auto& measure : components::measures()) {
    const auto reading = measure.read(document_of(measure, inventory));
    EXPECT_EQ(reading.value, std::nullopt) << measure.name;
    EXPECT_NE(reading.gap, "") << measure.name;
  }
}

TEST(Measures, APartOfATotalIsAGap) {
  model::Document document;
  document.data = {{"missed_calls", {{"total", 5}, {"data_points", 3}, {"partial", true}}}};
  EXPECT_THAT(components::find_measure("metrics.missed_calls.sum").read(document).gap, HasSubstr("only in part"));
  document.data = {{"total_events_analyzed", 10}, {"total_throttled", 0}, {"complete", false}};
  EXPECT_THAT(components::find_measure("cloudtrail.throttled.sum").read(document).gap, HasSubstr("only a part"));
  document.data = {{"total_errors", 0}, {"complete", false}};
  EXPECT_THAT(components::find_measure("logs.failures.sum").read(document).gap, HasSubstr("only a part"));
  document.data = {{"total_numbers", 12}};
  EXPECT_THAT(components::find_measure("phone.total").read(document).value, Optional(12.0));
  document.status = model::DocumentStatus::partial;
  EXPECT_EQ(components::find_measure("phone.total").read(document).value, std::nullopt);
}

TEST(Measures, QuotasOfTheReferenceApplicationAreFoundByTheirName) {
  model::Document document;
  document.data = {{"quotas", {{{"name", "Users per instance"}, {"limit", 500}, {"current", 410}}}}};
  const auto reading = components::find_measure("quota.users.current").read(document);
  EXPECT_THAT(reading.value, Optional(410.0));
  EXPECT_THAT(reading.limit, Optional(500.0));
}

class StoredTrend : public testing::Test {
 protected:
  void store_quota(const std::string& id, const json& current, const std::string& instance = arn) {
    model::Document document;
    document.review_id = id;
    document.component = "quota";
    document.instance_arn = instance;
    document.data = {{"quotas", {{{"key", "users"}, {"limit", 500}, {"current", current}}}}};
    store_.put({id, "quota", model::to_json(document)});
  }
  app::Trend users(const std::string& instance = "") {
    return app::trend(store_, components::find_measure("quota.users.current"), {.instance_arn = instance},
                      clock_.now());
  }

  fakes::ManualClock clock_;
  store::MemoryStore store_{clock_};
};

TEST_F(StoredTrend, ReadsValuesOldestFirstAndKeepsGaps) {
  store_quota("20260101-090000", 400);
  store_quota("20260108-090000", nullptr);
  store_quota("20260115-090000", 420);
  store_quota("20260122-090000", 430);
  store_quota("20260129-090000", 440);
  store_.put_text("20260130-090000", "quota", "{");
  const auto trend = users();
  ASSERT_EQ(trend.points.size(), 6U);
  EXPECT_EQ(trend.points[0].review_id, "20260101-090000");
  EXPECT_EQ(trend.points[1].reading.value, std::nullopt);
  EXPECT_THAT(trend.points[5].reading.gap, HasSubstr("cannot be read"));
  EXPECT_THAT(trend.runway.weeks_left, Optional(DoubleNear(6, 1e-6)));
  EXPECT_EQ(trend.instance_arn, arn);
}

TEST_F(StoredTrend, AReviewThatWasInterruptedIsAGap) {
  store_quota("20260101-090000", 400);
  model::StatusDocument status;
  status.review_id = "20260108-090000";
  status.instance_arn = arn;
  status.components = {"quota"};
  status.updated_at = base::from_review_id(status.review_id);
  store_.put({status.review_id, "STATUS", model::to_json(status)});
  const auto trend = users();
  ASSERT_EQ(trend.points.size(), 2U);
  EXPECT_EQ(trend.points[1].review_id, status.review_id);
  EXPECT_THAT(trend.points[1].reading.gap, HasSubstr("interrupted"));
}

TEST_F(StoredTrend, TwoInstancesMakeNoLine) {
  store_quota("20260101-090000", 400);
  store_quota("20260108-090000", 10, arn + "2");
  EXPECT_THROW(users(), base::Error);
  EXPECT_EQ(users(arn).points.size(), 1U);
}

TEST_F(StoredTrend, SaysWhenThereIsNothing) {
  try {
    users();
    FAIL() << "the store is empty";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::not_found);
  }
}

TEST_F(StoredTrend, ARecordingCountsForTheMomentThatItWasMade) {
  fakes::review({.components = {"quota"}}, store_, clock_);
  const auto trend = users();
  ASSERT_EQ(trend.points.size(), 1U);
  EXPECT_EQ(base::to_date(trend.points[0].at), "2026-11-16");
  EXPECT_THAT(trend.points[0].reading.value, Optional(240.0));
}

TEST(TrendAsJson, HasNullForWhatIsNotKnown) {
  app::Trend trend{&components::find_measure("quota.users.current"), arn, weekly({60}), {}};
  trend.points.push_back({start, "20260101-090000", {{}, {}, {}, "it was denied"}});
  trend.runway.reason = "too few values";
  const json out = to_json(trend);
  EXPECT_EQ(out["measure"], "quota.users.current");
  EXPECT_EQ(out["instanceArn"], arn);
  EXPECT_EQ(out["points"][0]["at"], "2026-01-01T09:00:00Z");
  EXPECT_EQ(out["points"][0]["value"], 60);
  EXPECT_TRUE(out["points"][0]["gap"].is_null());
  EXPECT_TRUE(out["points"][1]["value"].is_null());
  EXPECT_EQ(out["points"][1]["gap"], "it was denied");
  for (const char* unknown : {"perWeek", "rSquared", "weeksLeft"}) EXPECT_TRUE(out[unknown].is_null()) << unknown;
  EXPECT_EQ(out["reason"], "too few values");
}

TEST(Measures, OfOneComponentAreItsOwn) {
  EXPECT_EQ(app::measures_of("").size(), components::measures().size());
  std::size_t all = 0;
  for (const auto& component : components::table()) {
    const auto measures = app::measures_of(std::string(component.name));
    for (const auto* measure : measures) EXPECT_EQ(measure->component, component.name);
    EXPECT_EQ(app::to_json(measures).size(), measures.size());
    all += measures.size();
  }
  EXPECT_EQ(all, components::measures().size());
  EXPECT_THROW(app::measures_of("nothing"), base::Error);
}

}  // namespace

#include "app/history/capacity.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "app/stored.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "fakes/manual_clock.hpp"
#include "store/memory.hpp"

namespace {

using app::Capacity;
using app::CapacityRow;
using nlohmann::json;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;

const std::string arn = "arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";

class CapacityOfReviews : public testing::Test {
 protected:
  static json quota(const std::string& key, double current, double limit, bool concurrency = false) {
    const double percentage = 100 * current / limit;
    return {{"key", key},
            {"name", key},
            {"current", current},
            {"limit", limit},
            {"percentage", percentage},
            {"concurrency", concurrency},
            {"status", percentage >= 98 ? "critical" : "normal"}};
  }
  static json rate(const std::string& operation, double per_second, double limit) {
    return {{"operation", operation},
            {"per_second", per_second},
            {"limit", limit},
            {"percentage", 100 * per_second / limit}};
  }
  static json data(const json& quotas, const json& rates = json::array()) {
    return {{"quotas", quotas},
            {"api_rates", rates},
            {"api_window", {{"start", "2026-01-01T09:00:00Z"}, {"end", "2026-01-08T09:00:00Z"}}}};
  }
  void store(const std::string& id, const json& data) {
    model::Document document;
    document.review_id = id;
    document.component = "quota";
    document.instance_arn = arn;
    document.data = data;
    store_.put({id, "quota", model::to_json(document)});
  }
  Capacity with_growth(double growth, const std::string& id = "20260129-090000") {
    return app::capacity(store_, app::load_review(store_, id), growth);
  }
  static std::vector<std::string> keys(const Capacity& capacity) {
    std::vector<std::string> keys;
    for (const CapacityRow& row : capacity.rows) keys.push_back(row.key);
    return keys;
  }

  fakes::ManualClock clock_{*base::from_iso8601("2026-01-29T10:00:00Z")};
  store::MemoryStore store_{clock_};
};

TEST_F(CapacityOfReviews, SaysWhatBreaksFirst) {
  store("20260129-090000", data({quota("users", 285, 300), quota("prompts", 510, 500),
                                 quota("concurrent_calls", 160, 200, true), quota("concurrent_chats", 50, 500, true)},
                                {rate("GetMetricDataV2", 9, 10), rate("ListUsers", 0.1, 2)}));
  const Capacity capacity = with_growth(40);
  EXPECT_THAT(keys(capacity),
              ElementsAre("prompts", "GetMetricDataV2", "concurrent_calls", "users", "concurrent_chats", "ListUsers"));
  const CapacityRow& calls = capacity.rows[2];
  EXPECT_DOUBLE_EQ(calls.share, 80);
  EXPECT_DOUBLE_EQ(calls.share_then, 112);
  EXPECT_THAT(calls.growth_left, Optional(DoubleNear(25, 1e-9)));
  EXPECT_TRUE(calls.breaks());
  EXPECT_TRUE(capacity.rows[0].is_full);
  EXPECT_FALSE(capacity.rows[0].breaks());
  // People add users, and traffic does not.
  EXPECT_DOUBLE_EQ(capacity.rows[3].share_then, 95);
  EXPECT_FALSE(capacity.rows[3].growth_left);
  EXPECT_FALSE(with_growth(0).rows[1].breaks());
}

TEST_F(CapacityOfReviews, WhatFillsUpBeforeAwsMayRaiseItComesBeforeWhatIsFuller) {
  const double users[] = {200, 225, 250, 275};
  for (int week = 0; week < 4; ++week) {
    const auto at = *base::from_iso8601("2026-01-08T09:00:00Z") + std::chrono::days(7 * week);
    store(base::to_review_id(at), data({quota("users", users[week], 300), quota("queues", 95, 100)}));
  }
  const Capacity capacity = with_growth(20);
  EXPECT_THAT(keys(capacity), ElementsAre("users", "queues"));
  EXPECT_THAT(capacity.rows[0].weeks_left, Optional(DoubleNear(1, 1e-6)));
  EXPECT_FALSE(capacity.rows[1].weeks_left);
}

TEST_F(CapacityOfReviews, UnknownIsNeitherFullNorEmpty) {
  json unknown = quota("workspaces", 0, 20), idle = quota("concurrent_emails", 0, 100, true);
  unknown.update({{"percentage", nullptr}, {"current", nullptr}, {"status", "unknown"}, {"reason", "AWS denied it"}});
  idle.update({{"percentage", nullptr}, {"current", nullptr}, {"status", "idle"}, {"reason", "no e-mails"}});
  json one = data({unknown, idle}, {{{"operation", "ListUsers"}, {"per_second", 1}}});
  one.erase("api_window");
  store("20260129-090000", one);
  const Capacity capacity = with_growth(40);
  EXPECT_TRUE(capacity.rows.empty());
  ASSERT_EQ(capacity.unknown.size(), 2U);
  EXPECT_EQ(capacity.unknown[0].why, "AWS denied it");
  EXPECT_EQ(capacity.unknown[1].name, "ListUsers calls a second");
  EXPECT_EQ(capacity.calls_not_known, "the review did not count them");
  const json out = to_json(capacity);
  EXPECT_EQ(out["growthPercent"], 40);
  EXPECT_EQ(out["rows"], json::array());
  EXPECT_EQ(out["unknown"][0]["why"], "AWS denied it");
}

TEST_F(CapacityOfReviews, TheInstancesThatEveryAccountGetsAreNotFull) {
  json instances = quota("instances", 2, 2);
  instances["status"] = "normal";
  store("20260129-090000", data({instances, quota("lex_bots", 70, 70)}));
  const Capacity capacity = with_growth(20);
  EXPECT_THAT(keys(capacity), ElementsAre("lex_bots", "instances"));
  EXPECT_FALSE(capacity.rows[1].is_full);
}

TEST_F(CapacityOfReviews, AReviewWithoutQuotasIsRefused) {
  model::Document document;
  document.review_id = "20260129-090000";
  document.component = "flow";
  document.instance_arn = arn;
  store_.put({"20260129-090000", "flow", model::to_json(document)});
  try {
    with_growth(20);
    FAIL() << "nothing was thrown";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::not_found);
    EXPECT_THAT(error.what(), HasSubstr("holds no quotas"));
  }
}

}  // namespace

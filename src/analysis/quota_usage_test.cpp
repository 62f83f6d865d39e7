#include "analysis/quota_usage.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace {

using model::Gap;
using model::GapKind;
using model::Inventory;
using model::QuotaLevel;
using model::QuotaUsage;

const Gap denied = {GapKind::denied, "the caller is not allowed to list users", "connect:ListUsers"};

// Everything was read; there are 240 users and their limit is 300.
Inventory inventory() {
  Inventory one;
  one.instance_ref = model::parse_instance_arn("arn:aws:connect:eu-central-1:111122223333:instance/ours");
  one.quotas = model::Dataset<model::ServiceQuotas>::of(
      {{}, {{"L-9A46857E", "Users per instance", 300, true, ""}, {"L-12AB7C57", "Calls", 100, true, ""}}});
  one.counts = model::Dataset<model::Counts>::of({{"users", {240, std::nullopt, "connect:ListUsers"}}});
  one.metrics = model::Dataset<model::Metrics>::of({});
  return one;
}

std::vector<QuotaUsage> quota_usage_of(const Inventory& one) {
  return analysis::quota_usage(scene_of(one), one.quotas, one.counts, one.metrics, one.attributes);
}

QuotaUsage usage_of(const Inventory& inventory, std::string_view key) {
  const auto all = quota_usage_of(inventory);
  const auto found = std::ranges::find_if(all, [&](const QuotaUsage& one) { return one.row->key == key; });
  if (found != all.end()) return *found;
  ADD_FAILURE() << "no usage of " << key;
  return {};
}

model::MetricSeries series(std::string_view metric, const std::vector<double>& values, std::string_view group = "") {
  model::MetricSeries one;
  one.row = std::ranges::find_if(model::metric_rows, [&](const auto& row) {
    return row.metric == metric && row.statistic == "Maximum" && (group.empty() || row.group == group);
  });
  base::Time at{std::chrono::hours(1000)};
  for (const double value : values) one.points.push_back({at += std::chrono::hours(1), value});
  return one;
}

TEST(QuotaUsageOf, HasEveryRowInOrderWhateverIsKnown) {
  for (const Inventory& one : {inventory(), Inventory{}}) {
    const auto all = quota_usage_of(one);
    ASSERT_EQ(all.size(), std::size(model::quota_rows));
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].row, &model::quota_rows[i]);
  }
}

TEST(QuotaUsageOf, DividesACountByItsLimit) {
  const QuotaUsage usage = usage_of(inventory(), "users");
  EXPECT_EQ(usage.current, 240);
  EXPECT_EQ(usage.limit->value, 300);
  EXPECT_EQ(usage.percentage, 80);
  EXPECT_EQ(usage.level, QuotaLevel::warning);
  EXPECT_EQ(usage.how, "connect:ListUsers");
  EXPECT_FALSE(usage.gap);
}

void expect_unknown(const QuotaUsage& usage, GapKind why) {
  EXPECT_EQ(usage.level, QuotaLevel::unknown);
  EXPECT_FALSE(usage.percentage);
  ASSERT_TRUE(usage.gap);
  EXPECT_EQ(usage.gap->kind, why);
  EXPECT_FALSE(usage.gap->reason.empty());
}

// H-6: what could not be read became 0 % and "normal".
TEST(QuotaUsageOf, H6_IsUnknownWithoutACountOrALimit) {
  Inventory one = inventory();
  one.counts.value->at("users") = {std::nullopt, denied, "connect:ListUsers"};
  expect_unknown(usage_of(one, "users"), GapKind::denied);
  EXPECT_FALSE(usage_of(one, "users").current);
  EXPECT_EQ(usage_of(one, "users").limit->value, 300);

  one = inventory();
  one.counts.value->clear();
  expect_unknown(usage_of(one, "users"), GapKind::not_supported);

  one = inventory();
  one.counts = model::Dataset<model::Counts>::missing(denied);
  expect_unknown(usage_of(one, "users"), GapKind::denied);

  one = inventory();
  one.quotas = model::Dataset<model::ServiceQuotas>::missing(denied);
  expect_unknown(usage_of(one, "users"), GapKind::denied);
  EXPECT_EQ(usage_of(one, "users").current, 240);

  one = inventory();
  one.quotas.value->defaults.clear();
  expect_unknown(usage_of(one, "users"), GapKind::not_supported);
}

TEST(QuotaUsageOf, TakesEachPercentageMetricInItsOwnUnit) {
  struct Case {
    const char *key, *metric;
    double value, percentage;
  };
  for (const Case& one : {Case{"concurrent_calls", "ConcurrentCallsPercentage", 0.83, 83},
                          Case{"concurrent_campaign_calls", "ConcurrentHighVolumeCallsPercentage", 0.5, 50},
                          Case{"concurrent_chats", "ConcurrentActiveChatsPercentage", 0.83, 0.83},
                          Case{"concurrent_tasks", "ConcurrentTasksPercentage", 98.5, 98.5},
                          Case{"concurrent_emails", "ConcurrentEmailsPercentage", 12, 12}}) {
    Inventory with = inventory();
    with.metrics.value->series = {series(one.metric, {0, one.value, one.value / 2})};
    const QuotaUsage usage = usage_of(with, one.key);
    ASSERT_TRUE(usage.percentage) << one.key;
    EXPECT_DOUBLE_EQ(*usage.percentage, one.percentage) << one.key;
    EXPECT_EQ(usage.peak_at, base::Time(std::chrono::hours(1002))) << one.key;
    EXPECT_FALSE(usage.current) << one.key;
  }
}

TEST(QuotaUsageOf, ShowsTheCountBesideThePercentage) {
  Inventory one = inventory();
  one.metrics.value->series = {series("ConcurrentCallsPercentage", {0.2, 0.83}), series("ConcurrentCalls", {20, 83})};
  const QuotaUsage usage = usage_of(one, "concurrent_calls");
  EXPECT_EQ(usage.current, 83);
  EXPECT_EQ(usage.limit->value, 100);
  EXPECT_EQ(usage.level, QuotaLevel::warning);
  EXPECT_NE(usage.how.find("ConcurrentCallsPercentage"), std::string::npos);
}

// The calls' limit, applied to this instance; AWS's default stays in the list.
Inventory raised_to(double limit) {
  Inventory one = inventory();
  one.quotas.value->applied = {{"L-12AB7C57", "Calls", limit, true, one.instance_ref.arn}};
  return one;
}

TEST(QuotaUsageOf, HoldsThePeakAgainstTodaysLimitAfterARaise) {
  struct Case {
    const char* key;
    const char *code, *count, *percentage;
    double measured;  // as CloudWatch gives it: 83 % of the quota of 100
  };
  for (const Case& one :
       {Case{"concurrent_calls", "L-12AB7C57", "ConcurrentCalls", "ConcurrentCallsPercentage", 0.83},
        Case{"concurrent_chats", "L-D4BA6F6E", "ConcurrentActiveChats", "ConcurrentActiveChatsPercentage", 83},
        Case{"concurrent_tasks", "L-60553137", "ConcurrentTasks", "ConcurrentTasksPercentage", 83},
        Case{"concurrent_emails", "L-B117F12F", "ConcurrentEmails", "ConcurrentEmailsPercentage", 83},
        Case{"concurrent_campaign_calls", "L-E908C3A1", "ConcurrentHighVolumeCalls",
             "ConcurrentHighVolumeCallsPercentage", 0.83}}) {
    Inventory with = inventory();
    with.quotas.value->applied = {{one.code, "", 200, true, with.instance_ref.arn}};
    with.metrics.value->series = {series(one.percentage, {0, one.measured}), series(one.count, {0, 83})};
    const QuotaUsage usage = usage_of(with, one.key);
    EXPECT_EQ(usage.current, 83) << one.key;
    EXPECT_EQ(usage.percentage, 41.5) << one.key;
    EXPECT_EQ(usage.measured, 83) << one.key;
    EXPECT_EQ(usage.level, QuotaLevel::normal) << one.key;
  }
}

// The percentage is of the quota as it was, and today's may be a multiple of it.
TEST(QuotaUsageOf, ACountWithoutTodaysLimitIsNotJudgedByAnOldPercentage) {
  const Gap no_quotas = {GapKind::denied, "the caller is not allowed to ListServiceQuotas",
                         "servicequotas:ListServiceQuotas"};
  Inventory one = inventory();
  one.metrics.value->series = {series("ConcurrentCallsPercentage", {0.2, 1}), series("ConcurrentCalls", {20, 40})};
  for (const auto& quotas : {model::Dataset<model::ServiceQuotas>::missing(no_quotas),
                             model::Dataset<model::ServiceQuotas>::partly({}, no_quotas)}) {
    one.quotas = quotas;
    const QuotaUsage usage = usage_of(one, "concurrent_calls");
    EXPECT_EQ(usage.level, QuotaLevel::unknown);
    EXPECT_EQ(usage.current, 40);
    EXPECT_EQ(usage.measured, 100);
    EXPECT_FALSE(usage.percentage);
    ASSERT_TRUE(usage.gap);
    EXPECT_EQ(usage.gap->permission, no_quotas.permission);
  }
  one.metrics.value->series.pop_back();  // without a count the percentage is all there is
  EXPECT_EQ(usage_of(one, "concurrent_calls").level, QuotaLevel::critical);
}

// 83 of the old 100, and later 150 of the new 200.
TEST(QuotaUsageOf, NamesTheHourOfTheHighestCountNotOfTheHighestPercentage) {
  Inventory one = raised_to(200);
  one.metrics.value->series = {series("ConcurrentCallsPercentage", {0.83, 0.75}), series("ConcurrentCalls", {83, 150})};
  const QuotaUsage usage = usage_of(one, "concurrent_calls");
  EXPECT_EQ(usage.percentage, 75);
  EXPECT_EQ(usage.peak_at, base::Time(std::chrono::hours(1002)));
}

TEST(QuotaUsageOf, AfterALoweredLimitThePeakIsOverIt) {
  Inventory one = raised_to(50);
  one.metrics.value->series = {series("ConcurrentCallsPercentage", {0.49}), series("ConcurrentCalls", {49})};
  EXPECT_EQ(usage_of(one, "concurrent_calls").percentage, 98);
  EXPECT_EQ(usage_of(one, "concurrent_calls").level, QuotaLevel::critical);
}

// Not every limit that AWS applied is in a list, and a default is what new accounts get.
TEST(QuotaUsageOf, LeavesAsideADefaultThatCloudWatchDoesNotMeasureAgainst) {
  Inventory one = inventory();
  one.metrics.value->series = {series("ConcurrentCallsPercentage", {0.83}), series("ConcurrentCalls", {1660})};
  const QuotaUsage usage = usage_of(one, "concurrent_calls");
  EXPECT_EQ(usage.percentage, 83);
  EXPECT_EQ(usage.current, 1660);
  EXPECT_FALSE(usage.limit);
}

TEST(QuotaUsageOf, ThePeakAloneIsEnoughWhereTheLimitIsKnown) {
  Inventory one = inventory();
  one.metrics.value->series = {series("ConcurrentCallsPercentage", {}), series("ConcurrentCalls", {85})};
  EXPECT_EQ(usage_of(one, "concurrent_calls").percentage, 85);
  EXPECT_FALSE(usage_of(one, "concurrent_calls").gap);
  EXPECT_FALSE(usage_of(one, "concurrent_calls").measured);
  one.quotas.value->defaults.clear();
  EXPECT_FALSE(usage_of(one, "concurrent_calls").percentage);
  EXPECT_TRUE(usage_of(one, "concurrent_calls").gap);
}

// A count of which a part is missing may be too low; the percentage is whole.
TEST(QuotaUsageOf, TakesThePercentageWhenOnlyAPartOfTheCountsWasRead) {
  Inventory one = raised_to(100);
  one.metrics.value->series = {series("ConcurrentCallsPercentage", {0.1, 0.99}), series("ConcurrentCalls", {10})};
  one.metrics.value->series[1].gap = Gap{GapKind::unavailable, "CloudWatch answered only a part of the data", ""};
  EXPECT_EQ(usage_of(one, "concurrent_calls").percentage, 99);
  EXPECT_FALSE(usage_of(one, "concurrent_calls").gap);
  one.metrics.value->series[0].gap = one.metrics.value->series[1].gap;
  EXPECT_EQ(usage_of(one, "concurrent_calls").percentage, 10);
  EXPECT_TRUE(usage_of(one, "concurrent_calls").gap);
}

TEST(QuotaUsageOf, FindsEmailsUnderEitherGroup) {
  for (const char* group : {"Emails", "Email"}) {
    Inventory one = inventory();
    one.metrics.value->series = {series("ConcurrentEmailsPercentage", {}, "Emails"),
                                 series("ConcurrentEmailsPercentage", {}, "Email")};
    for (auto& candidate : one.metrics.value->series) {
      if (candidate.row->group == group) candidate.points = series("ConcurrentEmailsPercentage", {12}).points;
    }
    EXPECT_EQ(usage_of(one, "concurrent_emails").percentage, 12) << group;
  }
}

TEST(QuotaUsageOf, H6_IsUnknownWithoutData) {
  Inventory one = inventory();
  expect_unknown(usage_of(one, "concurrent_calls"), GapKind::not_supported);

  one.metrics.value->series = {series("ConcurrentCallsPercentage", {})};
  expect_unknown(usage_of(one, "concurrent_calls"), GapKind::not_supported);

  one.metrics.value->series[0].gap = Gap{GapKind::unavailable, "CloudWatch did not answer for the metric", ""};
  expect_unknown(usage_of(one, "concurrent_calls"), GapKind::unavailable);

  one.metrics = model::Dataset<model::Metrics>::missing(denied);
  expect_unknown(usage_of(one, "concurrent_calls"), GapKind::denied);
}

TEST(QuotaUsageOf, IsIdleWhereCloudWatchAnsweredInFullAndHoldsNothing) {
  Inventory one = inventory();
  one.metrics.value->series = {series("ConcurrentTasksPercentage", {}), series("ConcurrentTasks", {}),
                               series("ConcurrentCallsPercentage", {}), series("ConcurrentCalls", {})};
  one.metrics.value->series[2].gap = Gap{GapKind::unavailable, "CloudWatch did not answer for the metric", ""};
  const QuotaUsage usage = usage_of(one, "concurrent_tasks");
  EXPECT_EQ(usage.level, QuotaLevel::idle);
  EXPECT_NE(usage.idle.find("no tasks"), std::string::npos) << usage.idle;
  EXPECT_FALSE(usage.current || usage.percentage);
  EXPECT_EQ(usage_of(one, "concurrent_calls").level, QuotaLevel::unknown);
  one.metrics.gap = denied;  // the list of queues, say: what is of the instance is all there
  EXPECT_EQ(usage_of(one, "concurrent_tasks").level, QuotaLevel::idle);
  one.metrics = model::Dataset<model::Metrics>::missing(denied);
  EXPECT_EQ(usage_of(one, "concurrent_tasks").level, QuotaLevel::unknown);
}

TEST(QuotaUsageOf, CampaignCallsAreIdleWhileCampaignsAreSwitchedOff) {
  const auto level = [](Inventory one, const char* attribute) {
    one.attributes = model::Dataset<model::InstanceAttributes>::of({{"HIGH_VOLUME_OUTBOUND", attribute}});
    return usage_of(one, "concurrent_campaign_calls").level;
  };
  EXPECT_EQ(level(inventory(), "false"), QuotaLevel::idle);
  EXPECT_EQ(level(inventory(), "true"), QuotaLevel::unknown);
  EXPECT_EQ(level(inventory(), "maybe"), QuotaLevel::unknown);
  Inventory with_data = inventory();
  with_data.metrics.value->series = {series("ConcurrentHighVolumeCallsPercentage", {0.9})};
  EXPECT_EQ(level(with_data, "false"), QuotaLevel::warning);
}

TEST(QuotaUsageOf, TheInstancesThatEveryAccountGetsAreNormal) {
  Inventory one = inventory();
  one.quotas.value->defaults = {{"L-AA17A6B9", "Amazon Connect instance count", 2, true, ""}};
  one.counts.value->emplace("instances", model::Count{2, std::nullopt, "connect:ListInstances"});
  EXPECT_EQ(usage_of(one, "instances").percentage, 100);
  EXPECT_EQ(usage_of(one, "instances").level, QuotaLevel::normal);
  one.quotas.value->applied = one.quotas.value->defaults;
  EXPECT_EQ(usage_of(one, "instances").level, QuotaLevel::critical);
}

TEST(QuotaUsageOf, SaysWhatIsAtLeastInUse) {
  Inventory one = inventory();
  one.counts.value->at("users").gap = denied;
  EXPECT_EQ(usage_of(one, "users").percentage, 80);
  ASSERT_TRUE(usage_of(one, "users").gap);
  EXPECT_EQ(usage_of(one, "users").gap->permission, "connect:ListUsers");
}

TEST(QuotaUsageOf, SaysWhenTheDataBehindItIsOnlyAPart) {
  Inventory one = inventory();
  one.metrics.value->series = {series("ConcurrentCallsPercentage", {0.1})};
  one.metrics.value->series[0].gap = Gap{GapKind::unavailable, "CloudWatch answered only a part of the data", ""};
  const QuotaUsage usage = usage_of(one, "concurrent_calls");
  EXPECT_EQ(usage.percentage, 10);
  ASSERT_TRUE(usage.gap);
  EXPECT_EQ(usage.gap->reason, "CloudWatch answered only a part of the data");
}

TEST(UncountedLimits, AreThoseThatNothingCountsByName) {
  Inventory one = inventory();
  const std::string theirs = "arn:aws:connect:eu-central-1:111122223333:instance/theirs";
  one.quotas.value->defaults.push_back({"L-79564E52", "Reports per instance", 2000, true, ""});
  one.quotas.value->defaults.push_back({"L-50375162", "Proficiencies per agent", 10, true, ""});
  one.quotas.value->defaults.push_back({"L-00000001", "queue per instance", 100, true, ""});  // under another code
  one.quotas.value->applied = {{"L-79564E52", "Reports per instance", 3000, true, ""},
                               {"L-50375162", "Proficiencies per agent", 20, true, theirs},
                               {"L-0A11C001", "Rate of ListUsers API requests", 2, true, "", "ListUsers"},
                               {"L-0A11C002", "Rate of StartThings API requests", 2, true, ""}};
  const auto limits = analysis::uncounted_limits(scene_of(one), one.quotas);
  ASSERT_EQ(limits.size(), 2U);
  EXPECT_EQ(limits[0].name, "Proficiencies per agent");
  EXPECT_EQ(limits[0].limit.value, 10);
  EXPECT_EQ(limits[1].code, "L-79564E52");
  EXPECT_EQ(limits[1].limit.value, 3000);
  EXPECT_EQ(limits[1].limit.source, model::LimitSource::account_applied);
  EXPECT_TRUE(analysis::uncounted_limits(scene_of(one), model::Dataset<model::ServiceQuotas>::missing(denied)).empty());
}

TEST(UncountedLimits, OfOtherServicesHaveTheServicesName) {
  model::PeerService cases;
  cases.service = "cases";
  cases.is_used = true;
  cases.quotas.applied = {{"L-C5B69356", "Fields per domain", 500, true, ""},
                          {"L-C1AF8D37", "Related items per case", 200, true, ""},
                          {"L-8FEA710A", "CreateCase rate quota", 2, true, ""},
                          {"L-085C6605", "CreateCase burst quota", 10, true, ""}};
  const auto limits = analysis::uncounted_limits(model::Dataset<model::PeerServices>::of({cases}));
  ASSERT_EQ(limits.size(), 1U);
  EXPECT_EQ(limits[0].name, "Cases: Related items per case");
  EXPECT_TRUE(analysis::uncounted_limits(model::Dataset<model::PeerServices>::missing(denied)).empty());
}

TEST(PeerUsage, IsOfTheServicesThatAreUsedOrMayBe) {
  model::PeerService cases, wisdom, profile;
  cases.service = "cases";
  cases.is_used = true;
  cases.quotas.applied = {{"L-C5B69356", "Fields per domain", 500, true, ""}};
  cases.counts["cases_fields"] = {400, std::nullopt, "cases:ListFields"};
  cases.counts["cases_layouts"] = {4, std::nullopt, "cases:ListLayouts"};
  wisdom.service = "wisdom";
  wisdom.is_used = false;
  profile.service = "profile";
  profile.gap = denied;
  const Inventory one = inventory();
  const auto services = model::Dataset<model::PeerServices>::of({cases, wisdom, profile});
  const auto all = analysis::peer_usage(scene_of(one), services);
  ASSERT_EQ(all.size(), std::size(model::cases_quotas) + std::size(model::profile_quotas));
  for (const auto& usage : all) {
    if (usage.row->key == "cases_fields") {
      EXPECT_EQ(usage.percentage, 80);
      EXPECT_EQ(usage.level, model::QuotaLevel::warning);
    } else if (usage.row->service == "cases") {  // of which no limit is listed
      EXPECT_EQ(usage.level, model::QuotaLevel::idle) << usage.row->key;
    } else {
      EXPECT_EQ(usage.level, model::QuotaLevel::unknown) << usage.row->key;
      EXPECT_EQ(usage.gap->permission, denied.permission);
    }
  }
  std::size_t rows = 0;
  for (const auto& peer : model::peer_rows) rows += peer.quotas.size();
  EXPECT_EQ(analysis::peer_usage(scene_of(one), model::Dataset<model::PeerServices>::missing(denied)).size(), rows);
}

}  // namespace

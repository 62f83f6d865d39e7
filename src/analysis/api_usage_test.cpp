#include "analysis/api_usage.hpp"

#include <gtest/gtest.h>

#include "base/timestamp.hpp"

namespace {

using model::Dataset;
using model::ServiceQuota;
using model::ServiceQuotas;

const base::Time nine = *base::from_iso8601("2026-11-10T09:00:00Z");

ServiceQuota rate(const std::string& operation, double value, const std::string& code = "L-0A11C001") {
  return {code, "Rate of " + operation + " API requests", value, true, "", operation};
}

Dataset<ServiceQuotas> quotas(std::vector<ServiceQuota> applied, std::vector<ServiceQuota> defaults = {}) {
  return Dataset<ServiceQuotas>::of({std::move(applied), std::move(defaults)});
}

Dataset<model::ApiRates> called(std::vector<model::ApiRate> rates) {
  return Dataset<model::ApiRates>::of({{nine - std::chrono::days(7), nine}, std::move(rates)});
}

TEST(ApiUsage, IsTheMeanOfTheBusiestMinuteWithTheClosestToItsLimitFirst) {
  const auto usages = analysis::api_usage(
      quotas({rate("ListUsers", 2), rate("DescribeContact", 10), rate("ListQueues", 4, "L-0A11C002")}),
      called({{"DescribeContact", 300, nine, {}}, {"Unlisted", 600, nine, {}}, {"ListUsers", 114, nine, {}}}));
  ASSERT_EQ(usages.size(), 3U);
  EXPECT_EQ(usages[0].operation, "ListUsers");
  EXPECT_DOUBLE_EQ(usages[0].per_second, 1.9);
  EXPECT_DOUBLE_EQ(*usages[0].percentage, 95);
  EXPECT_EQ(usages[0].peak_at, nine);
  EXPECT_DOUBLE_EQ(*usages[1].percentage, 50);
  EXPECT_EQ(usages[2].operation, "Unlisted");
  EXPECT_FALSE(usages[2].limit);
  EXPECT_FALSE(usages[2].percentage);
}

TEST(ApiUsage, HoldsCallsAgainstWhatIsAppliedBeforeTheDefault) {
  const auto usages = analysis::api_usage(quotas({rate("ListUsers", 8)}, {rate("ListUsers", 2), rate("ListQueues", 2)}),
                                          called({{"ListQueues", 60, nine, {}}, {"ListUsers", 60, nine, {}}}));
  EXPECT_EQ(usages[0].operation, "ListQueues");
  EXPECT_EQ(usages[0].limit->source, model::LimitSource::aws_default);
  EXPECT_EQ(usages[1].limit->value, 8);
  EXPECT_EQ(usages[1].limit->source, model::LimitSource::account_applied);
}

TEST(ApiUsage, TakesTheDocumentedRateWhereTheListIsWrong) {
  const auto usages = analysis::api_usage(quotas({}, {rate("GetMetricDataV2", 200), rate("ListUsers", 200)}),
                                          called({{"GetMetricDataV2", 60, nine, {}}, {"ListUsers", 60, nine, {}}}));
  EXPECT_EQ(usages[0].limit->value, 10);
  EXPECT_EQ(usages[1].limit->value, 200);
  EXPECT_EQ(analysis::api_usage(quotas({rate("GetMetricDataV2", 40)}), called({{"GetMetricDataV2", 60, nine, {}}}))[0]
                .limit->value,
            40);
}

TEST(ApiUsage, LeavesOutWhatWasNotCalledAndKeepsWhatIsNotKnown) {
  const model::Gap gap{model::GapKind::unavailable, "no answer", ""};
  const auto usages = analysis::api_usage(quotas({rate("ListUsers", 2)}),
                                          called({{"ListQueues", 0, {}, {}}, {"ListUsers", 0, {}, gap}}));
  ASSERT_EQ(usages.size(), 1U);
  EXPECT_EQ(usages[0].operation, "ListUsers");
  EXPECT_EQ(usages[0].gap->reason, "no answer");
  EXPECT_TRUE(analysis::api_usage(quotas({}), Dataset<model::ApiRates>::missing(gap)).empty());
}

}  // namespace

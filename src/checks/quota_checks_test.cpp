#include "checks/inventory_for_test.hpp"
#include "checks/quota/quota_check.hpp"

namespace checks::test {
namespace {

constexpr auto users_code = "L-9A46857E";

model::ServiceQuota users_quota(double value, const std::string& context = "", bool adjustable = true) {
  return {users_code, "Users per instance", value, adjustable, context};
}

// `users` of a limit of `limit` that was applied to this instance.
Inventory using_users(std::int64_t users, double limit, bool adjustable = true) {
  Inventory inventory = empty_inventory();
  inventory.quotas.value->applied = {users_quota(limit, instance_arn, adjustable)};
  (*inventory.counts.value)["users"] = {users, std::nullopt, "connect:ListUsers"};
  return inventory;
}

Finding users_finding(const Inventory& inventory) {
  return by_key(run("resource_quota", inventory), "users");
}

TEST(ResourceQuota, JudgesByTheLimitsOfTheSettings) {
  EXPECT_EQ(users_finding(using_users(239, 300)).status, Status::pass);
  EXPECT_EQ(users_finding(using_users(240, 300)).status, Status::warn);
  EXPECT_EQ(users_finding(using_users(293, 300)).status, Status::warn);
  EXPECT_EQ(users_finding(using_users(294, 300)).status, Status::fail);
  Inventory strict = using_users(150, 300);
  strict.settings.warn_percentage = 50;
  EXPECT_EQ(users_finding(strict).status, Status::warn);
}

TEST(ResourceQuota, SaysWhatIsUsedOfWhatAndHowItIsKnown) {
  const Finding finding = users_finding(using_users(240, 300));
  EXPECT_EQ(finding.observed, "240 of 300 in use: 80 %.");
  EXPECT_EQ(finding.limit, "300, applied to this instance; a warning from 80 %, a failure from 98 %");
  EXPECT_HAS(finding.evidence, "connect:ListUsers");
  EXPECT_HAS(finding.evidence, "servicequotas:ListServiceQuotas");
  EXPECT_EQ(finding.resource.type, "quota");
  EXPECT_EQ(finding.resource.name, "Users per instance");
  EXPECT_HAS(finding.console_url, users_code);
  EXPECT_HAS(finding.remedy, "weeks");
}

TEST(ResourceQuota, TheCommandAsksForThisInstancesQuota) {
  EXPECT_EQ(users_finding(using_users(240, 300)).command,
            "aws service-quotas request-service-quota-increase --service-code connect --quota-code L-9A46857E "
            "--desired-value 350 --context-id " +
                instance_arn + " --region eu-central-1");
  EXPECT_EQ(users_finding(using_users(10, 300)).command, "");
}

TEST(ResourceQuota, WhatAwsDoesNotRaiseHasNoCommand) {
  const Finding finding = users_finding(using_users(299, 300, false));
  EXPECT_EQ(finding.status, Status::fail);
  EXPECT_EQ(finding.command, "");
  EXPECT_HAS(finding.remedy, "AWS does not raise this quota");
}

TEST(ResourceQuota, TheNumberOfInstancesIsAQuotaOfTheAccount) {
  Inventory inventory = empty_inventory();
  inventory.quotas.value->defaults = {{"L-AA17A6B9", "Amazon Connect instance count", 2, true, ""}};
  (*inventory.counts.value)["instances"] = {2, std::nullopt, "connect:ListInstances"};
  const Finding finding = by_key(run("resource_quota", inventory), "instances");
  EXPECT_EQ(finding.status, Status::fail);
  EXPECT_HAS(finding.command, "--desired-value 3 ");
  EXPECT_FALSE(has(finding.command, "context-id"));
}

TEST(ResourceQuota, OverTheLimitIsCritical) {
  EXPECT_EQ(users_finding(using_users(300, 300)).severity, Severity::high);
  EXPECT_EQ(users_finding(using_users(301, 300)).severity, Severity::critical);
  EXPECT_EQ(users_finding(using_users(1, 0)).severity, Severity::critical);
}

// H-5: the reference held a raised instance against the limit of the account: 240 of 100, a false alarm.
TEST(ResourceQuota, H5_TheInstancesOwnLimitComesBeforeTheAccounts) {
  Inventory inventory = using_users(240, 300);
  inventory.quotas.value->applied.insert(inventory.quotas.value->applied.begin(),
                                         {users_quota(100), users_quota(9999, instance_arn + "-other")});
  inventory.quotas.value->defaults = {users_quota(50)};
  EXPECT_EQ(users_finding(inventory).status, Status::warn);
  EXPECT_HAS(users_finding(inventory).observed, "240 of 300");
}

TEST(ResourceQuota, FallsBackToTheAccountAndThenToTheDefault) {
  Inventory inventory = using_users(240, 300);
  inventory.quotas.value->applied = {users_quota(250)};
  EXPECT_HAS(users_finding(inventory).limit, "applied to the account");
  inventory.quotas.value->applied.clear();
  inventory.quotas.value->defaults = {users_quota(500)};
  EXPECT_HAS(users_finding(inventory).limit, "AWS default");
  EXPECT_HAS(users_finding(inventory).evidence, "ListAWSDefaultServiceQuotas");
  EXPECT_EQ(users_finding(inventory).status, Status::pass);
}

// H-6: in the reference a count that failed was 0, and 0 % was normal.
TEST(ResourceQuota, H6_ACountThatFailedIsNotZero) {
  Inventory inventory = using_users(0, 300);
  (*inventory.counts.value)["users"] = {std::nullopt, denied("connect:ListUsers"), "connect:ListUsers"};
  const Finding finding = users_finding(inventory);
  EXPECT_EQ(finding.status, Status::not_assessed);
  EXPECT_EQ(finding.permission, "connect:ListUsers");
  EXPECT_HAS(finding.reason, "The use is not known: ");
  EXPECT_EQ(finding.observed, "");
}

// H-6: in the reference no quotas gave an empty table.
TEST(ResourceQuota, H6_WithoutQuotasNothingIsJudged) {
  Inventory inventory = using_users(240, 300);
  inventory.quotas = Dataset<model::ServiceQuotas>::missing(denied("servicequotas:ListServiceQuotas"));
  const Finding finding = only("resource_quota", inventory);
  EXPECT_EQ(finding.status, Status::not_assessed);
  EXPECT_EQ(finding.permission, "servicequotas:ListServiceQuotas");
}

TEST(ResourceQuota, NoLimitAnywhereIsNotAssessedAndSaysTheUse) {
  Inventory inventory = using_users(240, 300);
  inventory.quotas.value->applied.clear();
  const Finding finding = users_finding(inventory);
  EXPECT_EQ(finding.status, Status::not_assessed);
  EXPECT_EQ(finding.observed, "240 in use.");
  EXPECT_HAS(finding.reason, "The limit is not known: ");
}

TEST(ResourceQuota, HasOneFindingPerCountedQuotaAndNoneOfConcurrency) {
  const Findings findings = run("resource_quota", empty_inventory());
  std::size_t counted = 0;
  for (const auto& quota : model::quota_rows) counted += quota.use == model::QuotaUse::counted ? 1 : 0;
  EXPECT_EQ(findings.size(), counted);
  for (const auto& finding : findings) EXPECT_FALSE(finding.resource.key.starts_with("concurrent_"));
}

TEST(DesiredLimit, IsRoundAndLeavesRoom) {
  EXPECT_EQ(desired_limit(240, 300), 350);
  EXPECT_EQ(desired_limit(70, 80), 100);
  EXPECT_EQ(desired_limit(2, 2), 3);
  EXPECT_EQ(desired_limit(9900, 10000), 15000);
  EXPECT_EQ(desired_limit(1, 0), 2);
  EXPECT_EQ(desired_limit(50, 100), 150);
  for (double used = 1; used < 5000; used += 7) EXPECT_GE(desired_limit(used, used) * 0.7 + 1e-6, used);
}

// H-7: the reference asked without the dimension MetricGroup, got nothing, and reported 0 calls.
TEST(ConcurrencyQuota, H7_NoDataIsNotZeroCalls) {
  const Findings findings = run("concurrency_quota", empty_inventory());
  EXPECT_EQ(findings.size(), 5U);
  for (const auto& finding : findings) {
    EXPECT_EQ(finding.status, Status::not_assessed);
    EXPECT_EQ(finding.severity, Severity::critical);
    EXPECT_FALSE(finding.reason.empty());
  }
}

TEST(ConcurrencyQuota, ReadsFractionsAndPercentagesAsWhatTheyAre) {
  Inventory inventory = empty_inventory();
  add_series(inventory, "ConcurrentCallsPercentage", "Maximum", {0.2, 0.83, 0.4});
  add_series(inventory, "ConcurrentCalls", "Maximum", {20, 83, 40});
  add_series(inventory, "ConcurrentActiveChatsPercentage", "Maximum", {41});
  add_series(inventory, "ConcurrentTasksPercentage", "Maximum", {98.5});
  const Findings findings = run("concurrency_quota", inventory);
  EXPECT_EQ(by_key(findings, "concurrent_calls").status, Status::warn);
  EXPECT_HAS(by_key(findings, "concurrent_calls").observed,
             "83 %, 83 at the same time, in the hour from 2026-11-02 10:00 UTC");
  EXPECT_EQ(by_key(findings, "concurrent_chats").status, Status::pass);
  EXPECT_EQ(by_key(findings, "concurrent_tasks").status, Status::fail);
  EXPECT_EQ(by_key(findings, "concurrent_emails").status, Status::not_assessed);
}

TEST(ConcurrencyQuota, NamesTheLimitWhenItIsKnown) {
  Inventory inventory = empty_inventory();
  add_series(inventory, "ConcurrentCallsPercentage", "Maximum", {0.9});
  EXPECT_HAS(by_key(run("concurrency_quota", inventory), "concurrent_calls").limit, "its value is not known here");
  EXPECT_EQ(by_key(run("concurrency_quota", inventory), "concurrent_calls").command, "");
  inventory.quotas.value->applied = {{"L-12AB7C57", "Concurrent active calls per instance", 100, true, instance_arn}};
  const Finding finding = by_key(run("concurrency_quota", inventory), "concurrent_calls");
  EXPECT_HAS(finding.limit, "100, applied to this instance");
  EXPECT_HAS(finding.command, "--desired-value 150 ");
}

// H-6: an error of CloudWatch was 0.00 in the reference's report.
TEST(ConcurrencyQuota, H6_MetricsThatCouldNotBeReadAreNotZero) {
  Inventory inventory = empty_inventory();
  inventory.metrics = Dataset<model::Metrics>::missing(denied("cloudwatch:GetMetricData"));
  EXPECT_EQ(only("concurrency_quota", inventory).permission, "cloudwatch:GetMetricData");
}

}  // namespace
}  // namespace checks::test

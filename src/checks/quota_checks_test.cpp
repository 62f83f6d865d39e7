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
  // Most accounts need no third instance.
  Finding finding = by_key(run("resource_quota", inventory), "instances");
  EXPECT_EQ(finding.status, Status::info);
  EXPECT_HAS(finding.observed, "2 of 2 in use: 100 %.");
  EXPECT_HAS(finding.command, "--desired-value 3 ");
  EXPECT_FALSE(has(finding.command, "context-id"));

  // A limit that AWS raised at somebody's wish is one that was needed.
  inventory.quotas.value->applied = {{"L-AA17A6B9", "Amazon Connect instance count", 2, true, ""}};
  finding = by_key(run("resource_quota", inventory), "instances");
  EXPECT_EQ(finding.status, Status::fail);
  EXPECT_FALSE(has(finding.command, "context-id"));
}

TEST(ResourceQuota, NamesTheFullest) {
  Inventory inventory = empty_inventory();
  inventory.quotas.value->defaults = {{"L-516BC0EB", "Queues per routing profile per instance", 50, true, ""}};
  (*inventory.counts.value)["queues_per_routing_profile"] = {49, std::nullopt, "connect:SearchRoutingProfiles",
                                                             "Sales"};
  EXPECT_HAS(by_key(run("resource_quota", inventory), "queues_per_routing_profile").evidence,
             "connect:SearchRoutingProfiles of Sales");
}

TEST(ResourceQuota, WhatIsAtLeastInUseWarnsAndNeverPasses) {
  Inventory inventory = using_users(240, 300);
  (*inventory.counts.value)["users"].gap = denied("connect:ListUsers");
  EXPECT_EQ(users_finding(inventory).status, Status::warn);
  (*inventory.counts.value)["users"].value = 10;
  EXPECT_EQ(users_finding(inventory).status, Status::not_assessed);
  EXPECT_EQ(users_finding(inventory).permission, "connect:ListUsers");
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

TEST(ConcurrencyQuota, WhatIsIdleIsNotApplicable) {
  Inventory inventory = empty_inventory();
  for (const auto& row : model::metric_rows) add_series(inventory, row.metric, row.statistic, {});
  set_attribute(inventory, "HIGH_VOLUME_OUTBOUND", "false");
  const Findings findings = run("concurrency_quota", inventory);
  for (const auto& finding : findings) EXPECT_EQ(finding.status, Status::not_applicable) << finding.resource.key;
  EXPECT_HAS(by_key(findings, "concurrent_emails").observed, "CloudWatch holds no e-mails in this time");
  EXPECT_HAS(by_key(findings, "concurrent_campaign_calls").observed, "HIGH_VOLUME_OUTBOUND is false");
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

}  // namespace
}  // namespace checks::test

#include "checks/inventory_for_test.hpp"

namespace checks::test {
namespace {

using model::ThrottleScope;

void add(Inventory& inventory, const std::string& api, ThrottleScope scope, std::int64_t calls,
         const std::string& code = "TooManyRequestsException") {
  inventory.api_throttles.value->throttles[{api, code, scope, start()}] += calls;
}

TEST(ApiThrottling, JudgesTheCallsForThisInstance) {
  EXPECT_EQ(only("api_throttling", empty_inventory()).status, Status::pass);
  const std::pair<std::int64_t, Status> steps[] = {{1, Status::warn}, {99, Status::warn}, {100, Status::fail}};
  for (const auto& [calls, status] : steps) {
    Inventory inventory = empty_inventory();
    add(inventory, "ListUsers", ThrottleScope::this_instance, calls);
    const Finding finding = only("api_throttling", inventory);
    EXPECT_EQ(finding.status, status) << calls;
    EXPECT_EQ(finding.severity, status == Status::fail ? Severity::high : Severity::medium) << calls;
    EXPECT_EQ(finding.resource.key, instance_id);
  }
}

TEST(ApiThrottling, NamesTheMostRefusedApisAndWhatWasRead) {
  Inventory inventory = empty_inventory();
  add(inventory, "ListUsers", ThrottleScope::this_instance, 3);
  add(inventory, "DescribeUser", ThrottleScope::this_instance, 4);
  add(inventory, "ListQueues", ThrottleScope::unknown, 2);
  inventory.api_throttles.value->events_read = 1234;
  inventory.api_throttles.value->oldest_read = at("2026-11-10T00:00:00Z");
  const Finding finding = only("api_throttling", inventory);
  EXPECT_HAS(finding.observed,
             "7 API calls for this instance were refused for their rate: DescribeUser 4, ListUsers 3.");
  EXPECT_HAS(finding.observed, "Of 2 more refused calls CloudTrail does not say which instance was meant.");
  EXPECT_HAS(finding.evidence, "1,234 events of connect.amazonaws.com, 2026-11-10 00:00 UTC to 2026-11-16 09:00 UTC");
  EXPECT_HAS(finding.command, "--lookup-attributes AttributeKey=EventName,AttributeValue=DescribeUser");
  EXPECT_HAS(finding.console_url, "DescribeUser");
}

// H-11: the reference counted TooManyRequestsException alone.
TEST(ApiThrottling, H11_BothNamesOfAThrottleCount) {
  Inventory inventory = empty_inventory();
  add(inventory, "ListUsers", ThrottleScope::this_instance, 1, "TooManyRequestsException");
  add(inventory, "ListUsers", ThrottleScope::this_instance, 1, "ThrottlingException");
  EXPECT_HAS(only("api_throttling", inventory).observed,
             "2 API calls for this instance were refused for their rate: ListUsers 2.");
}

// H-6: a CloudTrail that could not be read was "no throttling" in the reference.
TEST(ApiThrottling, H6_ACloudTrailThatCouldNotBeReadIsNotQuiet) {
  Inventory inventory = empty_inventory();
  inventory.api_throttles = Dataset<model::ApiThrottles>::missing(denied("cloudtrail:LookupEvents"));
  for (const auto* check : {"api_throttling", "api_throttling_account"}) {
    EXPECT_EQ(only(check, inventory).status, Status::not_assessed) << check;
    EXPECT_EQ(only(check, inventory).permission, "cloudtrail:LookupEvents") << check;
  }
}

TEST(ApiThrottling, APartThatIsQuietIsNotAPassAndAPartThatIsNotStillWarns) {
  Inventory inventory = empty_inventory();
  inventory.api_throttles.gap = cut_short();
  EXPECT_EQ(only("api_throttling", inventory).status, Status::not_assessed);
  EXPECT_EQ(only("api_throttling_account", inventory).status, Status::not_assessed);
  EXPECT_EQ(only("api_throttling_account", inventory).resource.key, account_id);
  add(inventory, "ListUsers", ThrottleScope::this_instance, 1);
  const Findings findings = run("api_throttling", inventory);
  EXPECT_EQ(findings.size(), 2U);
  EXPECT_EQ(by_key(findings, instance_id).status, Status::warn);
  EXPECT_EQ(by_key(findings, "api_throttles").status, Status::not_assessed);
}

TEST(ApiThrottlingAccount, CountsOtherAndUnnamedInstances) {
  Inventory inventory = empty_inventory();
  add(inventory, "ListUsers", ThrottleScope::this_instance, 50);
  EXPECT_EQ(only("api_throttling_account", inventory).status, Status::pass);
  EXPECT_EQ(only("api_throttling_account", inventory).resource.type, "account");
  add(inventory, "ListUsers", ThrottleScope::other_instance, 4);
  add(inventory, "ListQueues", ThrottleScope::unknown, 3);
  const Finding finding = only("api_throttling_account", inventory);
  EXPECT_EQ(finding.status, Status::warn);
  EXPECT_EQ(finding.severity, Severity::low);
  EXPECT_HAS(finding.observed, "7 API calls");
}

}  // namespace
}  // namespace checks::test

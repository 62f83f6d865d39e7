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

}  // namespace
}  // namespace checks::test

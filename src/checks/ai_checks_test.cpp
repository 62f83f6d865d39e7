// What checks of AI say at other moments than those of tests/checks.
#include "checks/inventory_for_test.hpp"

namespace checks::test {
namespace {

Finding with_pinpoint(std::string_view now) {
  Inventory inventory = empty_inventory();
  inventory.window.end = at(now);
  inventory.integrations =
      Dataset<model::Integrations>::of({{"PINPOINT_APP", "arn:aws:mobiletargeting:eu-central-1:111122223333:apps/a"}});
  return by_key(run("ended_services", inventory), "PINPOINT_APP");
}

TEST(EndedServices, AreToldUntilTheirServiceEnds) {
  const Finding before = with_pinpoint("2026-10-30T23:59:59Z");
  EXPECT_EQ(before.status, Status::info);
  EXPECT_EQ(before.observed,
            "AWS ends Amazon Pinpoint on 30 Oct 2026: then its segments, campaigns and journeys are gone.");
  EXPECT_EQ(with_pinpoint("2026-10-31T00:00:00Z").status, Status::warn);
}

}  // namespace
}  // namespace checks::test

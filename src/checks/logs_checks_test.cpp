#include "checks/inventory_for_test.hpp"

namespace checks::test {
namespace {

using model::FailureKind;

std::string arn_of(const std::string& id) {
  return instance_arn + "/contact-flow/" + id;
}

Inventory logging(const std::string& value = "true") {
  Inventory inventory = empty_inventory();
  set_attribute(inventory, "CONTACTFLOW_LOGS", value);
  return inventory;
}

void add(Inventory& inventory, const std::string& flow_arn, FailureKind kind, std::int64_t lines, int hour = 0) {
  inventory.flow_log.value->failures[{flow_arn, "InvokeExternalResource", kind, start() + hour * model::hour}] += lines;
}

// H-12: the log names a flow by its ARN, and the reference looked only at the first 20 flows.
TEST(FlowLogFailures, H12_EveryFlowIsCountedUnderItsArn) {
  Inventory inventory = logging();
  for (int i = 0; i < 30; ++i) add(inventory, arn_of("f" + std::to_string(i)), FailureKind::invalid, 1);
  const Findings findings = run("flow_log_failures", inventory);
  EXPECT_EQ(findings.size(), 30U);
  EXPECT_EQ(by_key(findings, arn_of("f29")).observed.substr(0, 10), "1 failure:");
}

}  // namespace
}  // namespace checks::test

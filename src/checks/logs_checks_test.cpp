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

TEST(FlowLogFailures, JudgesEachFlowByItsFailures) {
  Inventory inventory = logging();
  add(inventory, arn_of("f1"), FailureKind::lambda_error, 60, 0);
  add(inventory, arn_of("f1"), FailureKind::timeout, 40, 3);
  add(inventory, arn_of("f2"), FailureKind::timeout, 99);
  inventory.flow_log.value->flow_names[arn_of("f1")] = "Main";
  const Findings findings = run("flow_log_failures", inventory);
  EXPECT_EQ(findings.size(), 2U);
  const Finding fails = by_key(findings, arn_of("f1"));
  EXPECT_EQ(fails.status, Status::fail);
  EXPECT_EQ(fails.severity, Severity::high);
  EXPECT_EQ(fails.resource.type, "flow");
  EXPECT_EQ(fails.resource.name, "Main");
  EXPECT_HAS(fails.observed, "100 failures: " + std::string(title(FailureKind::lambda_error)) + " 60, ");
  EXPECT_HAS(fails.observed, "The most in one hour: 60, from 2026-11-02 09:00 UTC.");
  EXPECT_HAS(fails.command, "--log-group-name /aws/connect/harbour --start-time 1793610000000");
  EXPECT_EQ(by_key(findings, arn_of("f2")).status, Status::warn);
  EXPECT_EQ(by_key(findings, arn_of("f2")).severity, Severity::medium);
}

// H-12: the log names a flow by its ARN, and the reference looked only at the first 20 flows.
TEST(FlowLogFailures, H12_EveryFlowIsCountedUnderItsArn) {
  Inventory inventory = logging();
  for (int i = 0; i < 30; ++i) add(inventory, arn_of("f" + std::to_string(i)), FailureKind::invalid, 1);
  const Findings findings = run("flow_log_failures", inventory);
  EXPECT_EQ(findings.size(), 30U);
  EXPECT_EQ(by_key(findings, arn_of("f29")).observed.substr(0, 10), "1 failure:");
}

TEST(FlowLogFailures, WithoutFailuresPassesForTheFlowsThatLog) {
  const Finding finding = only("flow_log_failures", logging());
  EXPECT_EQ(finding.status, Status::pass);
  EXPECT_EQ(finding.resource.key, instance_id);
  EXPECT_HAS(finding.observed, "of the flows that log");
}

TEST(FlowLogFailures, SilenceOfAnInstanceThatMayNotLogIsNoPass) {
  EXPECT_EQ(only("flow_log_failures", empty_inventory()).status, Status::not_assessed);
}

TEST(FlowLogFailures, DoNotApplyWhereFlowLogsAreSwitchedOff) {
  Inventory inventory = logging("false");
  EXPECT_EQ(only("flow_log_failures", inventory).status, Status::not_applicable);
  inventory.flow_log = Dataset<model::FlowLog>::missing({GapKind::not_found, "the log group does not exist", ""});
  EXPECT_EQ(only("flow_log_failures", inventory).status, Status::not_applicable);
  EXPECT_EQ(only("flow_log_failures", inventory).resource.key, instance_id);
}

TEST(FlowLogFailures, PartOfTheLogIsNoPass) {
  Inventory inventory = logging();
  inventory.flow_log.gap = cut_short();
  EXPECT_EQ(only("flow_log_failures", inventory).status, Status::not_assessed);
  add(inventory, arn_of("f1"), FailureKind::timeout, 1);
  const Findings findings = run("flow_log_failures", inventory);
  EXPECT_EQ(findings.size(), 2U);
  EXPECT_EQ(by_key(findings, instance_id).status, Status::not_assessed);
}

TEST(FlowLogFailures, WithoutTheSitesAddressTheLinkLeadsToTheLog) {
  Inventory inventory = logging();
  add(inventory, arn_of("f1"), FailureKind::timeout, 1);
  EXPECT_HAS(only("flow_log_failures", inventory).console_url, "https://harbour.my.connect.aws/");
  inventory.instance.value->access_url.clear();
  EXPECT_HAS(only("flow_log_failures", inventory).console_url, "log-groups");
}

Inventory with_group(std::optional<std::int64_t> retention) {
  Inventory inventory = logging();
  inventory.log_group =
      Dataset<model::LogGroupLookup>::of(model::LogGroup{"/aws/connect/harbour", "", retention, 2500000, ""});
  return inventory;
}

TEST(LogGroupRetention, LinesKeptForEverWarn) {
  const Finding finding = only("log_group_retention", with_group(std::nullopt));
  EXPECT_EQ(finding.status, Status::warn);
  EXPECT_EQ(finding.severity, Severity::low);
  EXPECT_EQ(finding.resource.key, "/aws/connect/harbour");
  EXPECT_EQ(finding.resource.type, "log_group");
  EXPECT_EQ(finding.observed, "Lines are kept for ever. It holds 2.5 MB.");
  EXPECT_EQ(finding.command,
            "aws logs put-retention-policy --log-group-name /aws/connect/harbour --retention-in-days 90 --region "
            "eu-central-1");
  EXPECT_EQ(only("log_group_retention", with_group(90)).status, Status::pass);
}

TEST(LogGroupRetention, AMissingGroupMattersOnlyWhereFlowsLog) {
  const Finding lost = only("log_group_retention", logging("true"));
  EXPECT_EQ(lost.status, Status::warn);
  EXPECT_EQ(lost.severity, Severity::high);
  EXPECT_EQ(lost.resource.key, "/aws/connect/harbour");
  EXPECT_HAS(lost.observed, "nowhere to go");
  EXPECT_HAS(lost.command, "aws logs create-log-group --log-group-name /aws/connect/harbour");
  EXPECT_EQ(only("log_group_retention", logging("false")).status, Status::not_applicable);
  EXPECT_EQ(only("log_group_retention", empty_inventory()).status, Status::not_assessed);
}

TEST(LogGroupRetention, AConfiguredGroupIsCalledByItsName) {
  Inventory inventory = logging("true");
  inventory.settings.log_group = "/my/flows";
  EXPECT_EQ(only("log_group_retention", inventory).resource.key, "/my/flows");
}

}  // namespace
}  // namespace checks::test

#include "checks/inventory_for_test.hpp"

namespace checks::test {
namespace {

Inventory with_flow_logs(const std::string& value) {
  Inventory inventory = empty_inventory();
  set_attribute(inventory, "CONTACTFLOW_LOGS", value);
  return inventory;
}

// H-9: the reference never looked at the switch without which no flow logs.
TEST(FlowLogAttribute, H9_TheInstancesSwitchIsLookedAt) {
  EXPECT_EQ(only("flow_log_attribute", with_flow_logs("true")).status, Status::pass);
  const Finding off = only("flow_log_attribute", with_flow_logs("false"));
  EXPECT_EQ(off.status, Status::fail);
  EXPECT_EQ(off.severity, Severity::high);
  EXPECT_EQ(off.command, "aws connect update-instance-attribute --instance-id " + instance_id +
                             " --attribute-type CONTACTFLOW_LOGS --value true --region eu-central-1");
  EXPECT_EQ(only("flow_log_attribute", empty_inventory()).status, Status::not_assessed);
}

model::FlowSummary flow(const std::string& id, const std::string& type = "CONTACT_FLOW",
                        const std::string& state = "ACTIVE", const std::string& status = "PUBLISHED") {
  return {id, instance_arn + "/contact-flow/" + id, "Flow " + id, type, state, status};
}

model::FlowAction action(const std::string& id, std::optional<bool> sets_logging, std::vector<std::string> next) {
  return {id, sets_logging ? "UpdateFlowLoggingBehavior" : "MessageParticipant", sets_logging, std::move(next)};
}

const model::FlowGraph logging_on{"a", {action("a", true, {"b"}), action("b", std::nullopt, {})}};
const model::FlowGraph logging_off{"b", {action("b", std::nullopt, {})}};
const model::FlowGraph logging_partly{
    "a", {action("a", true, {"b"}), action("b", false, {"c"}), action("c", std::nullopt, {})}};
const model::FlowGraph logging_out_of_reach{"b", {action("b", std::nullopt, {}), action("a", true, {"b"})}};

void add_flow(Inventory& inventory, const model::FlowSummary& summary, const model::FlowGraph& graph) {
  inventory.flows.value->push_back(summary);
  (*inventory.flow_contents.value)[summary.id] = {graph, "PUBLISHED", "", std::nullopt};
}

void add_module(Inventory& inventory, const std::string& id, const model::FlowGraph& graph,
                const std::string& status = "PUBLISHED") {
  inventory.modules.value->push_back(flow(id, "MODULE", "ACTIVE", ""));
  (*inventory.module_contents.value)[id] = {graph, status, "", std::nullopt};
}

TEST(FlowLogging, JudgesEachLiveFlow) {
  Inventory inventory = with_flow_logs("true");
  add_flow(inventory, flow("on"), logging_on);
  add_flow(inventory, flow("off"), logging_off);
  add_flow(inventory, flow("partly"), logging_partly);
  add_flow(inventory, flow("campaign", "CAMPAIGN"), logging_off);
  add_flow(inventory, flow("whisper", "AGENT_WHISPER"), logging_off);
  const Findings findings = run("flow_logging", inventory);
  EXPECT_EQ(findings.size(), 5U);
  EXPECT_EQ(by_key(findings, "on").status, Status::pass);
  EXPECT_EQ(by_key(findings, "on").resource.type, "flow");
  EXPECT_EQ(by_key(findings, "off").status, Status::fail);
  EXPECT_EQ(by_key(findings, "off").severity, Severity::medium);
  EXPECT_HAS(by_key(findings, "off").command, "--contact-flow-id off");
  EXPECT_HAS(by_key(findings, "off").console_url, "https://harbour.my.connect.aws/");
  EXPECT_EQ(by_key(findings, "partly").status, Status::warn);
  EXPECT_EQ(by_key(findings, "partly").severity, Severity::low);
  EXPECT_HAS(by_key(findings, "partly").observed, "switched off again");
  EXPECT_HAS(by_key(findings, "partly").remedy, "sensitive input is fine");
  EXPECT_EQ(by_key(findings, "campaign").status, Status::fail);
  EXPECT_EQ(by_key(findings, "whisper").status, Status::info);
  EXPECT_HAS(by_key(findings, "whisper").observed, "the flow before it");
}

TEST(FlowLogging, JudgesModulesAndLeavesDraftsOut) {
  Inventory inventory = with_flow_logs("true");
  add_module(inventory, "m1", logging_on);
  add_module(inventory, "m2", logging_off);
  add_module(inventory, "m3", logging_off, "SAVED");
  const Findings findings = run("flow_logging", inventory);
  EXPECT_EQ(findings.size(), 2U);
  EXPECT_EQ(by_key(findings, "m1").status, Status::pass);
  EXPECT_EQ(by_key(findings, "m1").resource.type, "flow_module");
  EXPECT_EQ(by_key(findings, "m2").status, Status::info);
  EXPECT_HAS(by_key(findings, "m2").command, "describe-contact-flow-module");
  EXPECT_EQ(by_key(findings, "m2").console_url, "");
}

// H-10: the reference skipped flows that it could not read, and so counted them as logging.
TEST(FlowLogging, H10_AFlowThatCouldNotBeReadIsNotCompliant) {
  Inventory inventory = with_flow_logs("true");
  add_flow(inventory, flow("refused"), logging_on);
  (*inventory.flow_contents.value)["refused"] = {std::nullopt, "", "", denied("connect:DescribeContactFlow")};
  inventory.flows.value->push_back(flow("never_read"));
  const Findings findings = run("flow_logging", inventory);
  EXPECT_EQ(findings.size(), 2U);
  EXPECT_EQ(by_key(findings, "refused").status, Status::not_assessed);
  EXPECT_EQ(by_key(findings, "refused").permission, "connect:DescribeContactFlow");
  EXPECT_EQ(by_key(findings, "never_read").status, Status::not_assessed);
  EXPECT_EQ(by_key(findings, "never_read").reason, "Its content was not read.");
}

// H-10: an Enabled block anywhere counted, even where no call ever comes by.
TEST(FlowLogging, H10_ABlockThatCannotBeReachedDoesNotCount) {
  Inventory inventory = with_flow_logs("true");
  add_flow(inventory, flow("f"), logging_out_of_reach);
  EXPECT_EQ(only("flow_logging", inventory).status, Status::fail);
}

// H-10: archived flows, drafts and AWS's own samples were mixed in.
TEST(FlowLogging, H10_OnlyLiveFlowsCount) {
  Inventory inventory = with_flow_logs("true");
  add_flow(inventory, flow("old", "CONTACT_FLOW", "ARCHIVED"), logging_off);
  add_flow(inventory, flow("draft", "CONTACT_FLOW", "ACTIVE", "SAVED"), logging_off);
  model::FlowSummary sample = flow("sample");
  sample.name = "Sample inbound flow (first contact experience)";
  add_flow(inventory, sample, logging_off);
  EXPECT_EQ(only("flow_logging", inventory).status, Status::not_applicable);
}

TEST(FlowLogging, WhereTheInstanceDoesNotLogNoBlockCounts) {
  Inventory inventory = with_flow_logs("false");
  add_flow(inventory, flow("off"), logging_off);
  const Finding finding = only("flow_logging", inventory);
  EXPECT_EQ(finding.status, Status::not_applicable);
  EXPECT_EQ(finding.resource.key, instance_id);
}

TEST(FlowLogging, AnUnknownSwitchDoesNotKeepFlowsFromBeingJudged) {
  Inventory inventory = empty_inventory();
  inventory.attributes =
      Dataset<std::vector<model::InstanceAttribute>>::missing(denied("connect:ListInstanceAttributes"));
  add_flow(inventory, flow("off"), logging_off);
  EXPECT_EQ(only("flow_logging", inventory).status, Status::fail);
}

TEST(FlowLogging, WithoutTheListOfModulesTheFlowsAreJudgedAndTheModulesAreUnknown) {
  Inventory inventory = with_flow_logs("true");
  add_flow(inventory, flow("on"), logging_on);
  inventory.modules = Dataset<std::vector<model::FlowSummary>>::missing(denied("connect:ListContactFlowModules"));
  const Findings findings = run("flow_logging", inventory);
  EXPECT_EQ(findings.size(), 2U);
  EXPECT_EQ(by_key(findings, "on").status, Status::pass);
  EXPECT_EQ(by_key(findings, "list").status, Status::not_assessed);
  EXPECT_EQ(by_key(findings, "list").permission, "connect:ListContactFlowModules");
}

TEST(FlowLogging, ModulesWhoseContentIsMissingAreNotAssessed) {
  Inventory inventory = with_flow_logs("true");
  add_module(inventory, "m1", logging_on);
  inventory.module_contents = Dataset<model::FlowContents>::missing(denied("connect:DescribeContactFlowModule"));
  EXPECT_EQ(only("flow_logging", inventory).permission, "connect:DescribeContactFlowModule");
}

TEST(FlowLogging, FlowsThatWereNotReachedSayWhy) {
  Inventory inventory = with_flow_logs("true");
  add_flow(inventory, flow("on"), logging_on);
  inventory.flows.value->push_back(flow("late"));
  inventory.flow_contents.gap = cut_short();
  const Findings findings = run("flow_logging", inventory);
  EXPECT_EQ(findings.size(), 2U);
  EXPECT_EQ(by_key(findings, "on").status, Status::pass);
  EXPECT_EQ(by_key(findings, "late").reason, "The time for it ran out.");
}

TEST(FlowLogging, WithoutTheSitesAddressThereIsNoLink) {
  Inventory inventory = with_flow_logs("true");
  add_flow(inventory, flow("off"), logging_off);
  inventory.instance = Dataset<model::InstanceDetails>::missing(denied("connect:DescribeInstance"));
  EXPECT_EQ(only("flow_logging", inventory).console_url, "");
}

}  // namespace
}  // namespace checks::test

#include "checks/check.hpp"
#include "checks/wording.hpp"
#include "model/console.hpp"

namespace checks {
namespace {

// The name that was looked for: as configured, or as Connect makes it from the instance's alias.
std::string expected_name(const Inventory& inventory) {
  const std::string& configured = inventory.settings.log_group;
  return configured.empty() ? "/aws/connect/" + model::display_name(inventory) : configured;
}

Judgement start(const Inventory& inventory, const std::string& name) {
  Judgement judgement;
  judgement.resource = {"log_group", name, name};
  judgement.limit = "A retention is set";
  judgement.evidence = "logs:DescribeLogGroups";
  judgement.console_url = model::console::log_group(inventory.instance_ref, name);
  return judgement;
}

Judgement judge_group(const Inventory& inventory, const model::LogGroup& group) {
  Judgement judgement = start(inventory, group.name);
  const std::string size = group.stored_bytes ? " It holds " + number(double(*group.stored_bytes) / 1e6) + " MB." : "";
  if (group.retention_days) {
    judgement.status = Status::pass;
    judgement.observed = "Lines are kept for " + count(double(*group.retention_days), "day", "days") + "." + size;
    return judgement;
  }
  judgement.status = Status::warn;
  judgement.observed = "Lines are kept for ever." + size;
  judgement.command = aws_command(inventory, "logs put-retention-policy",
                                  {{"log-group-name", group.name}, {"retention-in-days", "90"}});
  return judgement;
}

Judgement judge_absence(const Inventory& inventory) {
  const std::string name = expected_name(inventory);
  const auto logs = instance_attribute(inventory, "CONTACTFLOW_LOGS");
  Judgement judgement = start(inventory, name);
  judgement.observed = "The log group does not exist.";
  if (!logs) {
    judgement.reason = "Whether flow logs are switched on is not known, so nor is whether the log group is needed.";
  } else if (!*logs) {
    judgement.status = Status::not_applicable;
    judgement.observed += " Flow logs are switched off, so it is not needed.";
  } else {
    judgement.status = Status::warn;
    judgement.severity = Severity::high;
    judgement.observed += " Flow logs are switched on, so they have nowhere to go and are lost.";
    judgement.remedy =
        "Create the log group again, and set a retention for it. If flow logs go to a group of another name, "
        "give that name to the review.";
    judgement.command = aws_command(inventory, "logs create-log-group", {{"log-group-name", name}});
  }
  return judgement;
}

Judgements judge(const Inventory& inventory) {
  const auto& group = *inventory.log_group.value;
  return {group ? judge_group(inventory, *group) : judge_absence(inventory)};
}

}  // namespace

const Check log_group_retention = {
    .id = "log_group_retention",
    .component = "logs",
    .title = "Retention of the flow log",
    .pillar = Pillar::cost,
    .severity = Severity::low,
    .why = "Flow logs that are kept for ever cost more each month, and they may hold what customers typed or said.",
    .remedy =
        "Set a retention that fits your rules, 90 days for instance. CloudWatch Logs then deletes what is older: save "
        "first what you must keep.",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/about-contact-flow-logs.html",
              "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html"},
    .needs = {NEEDS(log_group)},
    .judge = judge,
};

}  // namespace checks

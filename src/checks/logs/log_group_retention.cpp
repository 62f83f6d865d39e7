#include <fmt/format.h>

#include "checks/check.hpp"
#include "model/console.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

// The name that was looked for: as configured, or as Connect makes it from the instance's alias.
std::string expected_name(const Scene& scene) {
  const std::string& configured = scene.settings.log_group;
  return configured.empty() ? fmt::format("/aws/connect/{}", scene.name) : configured;
}

Judgement start(const Scene& scene, const std::string& name) {
  Judgement judgement;
  judgement.resource = {"log_group", name, name};
  judgement.limit = "A retention is set";
  judgement.evidence = "logs:DescribeLogGroups";
  judgement.console_url = model::console::log_group(scene.instance, name);
  return judgement;
}

Judgement judge_group(const Scene& scene, const model::LogGroup& group) {
  Judgement judgement = start(scene, group.name);
  const std::string size =
      group.stored_bytes ? fmt::format(" The log group holds {} MB.", words::number(double(*group.stored_bytes) / 1e6))
                         : "";
  if (group.retention_days) {
    judgement.status = Status::pass;
    judgement.measured = {.value = double(*group.retention_days), .unit = "days", .lower_is_worse = true};
    judgement.observed =
        fmt::format("Lines are kept for {}.{}", words::counted(double(*group.retention_days), "day", "days"), size);
    return judgement;
  }
  judgement.status = Status::warn;
  judgement.headline = headline("Log group ", judgement.resource, " keeps lines for ever");
  judgement.observed = fmt::format("Lines are kept for ever.{}", size);
  judgement.command =
      aws_command(scene, "logs put-retention-policy", {{"log-group-name", group.name}, {"retention-in-days", "90"}});
  return judgement;
}

Judgement judge_absence(const Scene& scene, const Dataset<model::InstanceAttributes>& attributes) {
  const std::string name = expected_name(scene);
  const auto logs = instance_attribute(attributes, "CONTACTFLOW_LOGS");
  Judgement judgement = start(scene, name);
  judgement.observed = "The log group does not exist.";
  if (!logs) {
    judgement.reason = "Whether flow logs are switched on is not known, so nor is whether the log group is needed.";
  } else if (!*logs) {
    judgement.status = Status::not_applicable;
    judgement.observed += " Flow logs are switched off, so it is not needed.";
  } else {
    judgement.status = Status::warn;
    judgement.severity = Severity::high;
    judgement.headline = headline("Log group ", judgement.resource, " is missing: flow logs are lost");
    judgement.observed += " Flow logs are switched on, so they have nowhere to go and are lost.";
    judgement.remedy =
        "Create the log group again, and set a retention for it. If flow logs go to a group of another name, "
        "give that name to the review.";
    judgement.action = "Create the log group again";
    judgement.command = aws_command(scene, "logs create-log-group", {{"log-group-name", name}});
  }
  return judgement;
}

Judgements judge(const Scene& scene, const model::LogGroupLookup& log_group,
                 const Dataset<model::InstanceAttributes>& attributes) {
  return {log_group ? judge_group(scene, *log_group) : judge_absence(scene, attributes)};
}

}  // namespace

const Check log_group_retention = on<judge, &Inventory::log_group, &Inventory::attributes>({
    .id = "log_group_retention",
    .component = "logs",
    .title = "Retention of the flow log",
    .pillar = Pillar::cost,
    .severity = Severity::low,
    .why = "Flow logs that are kept for ever cost more each month, and they may hold what customers typed or said.",
    .remedy =
        "Set a retention that fits your rules, 90 days for instance. CloudWatch Logs then deletes what is older: save "
        "first what you must keep.",
    .action = "Set a retention of 90 days",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/about-contact-flow-logs.html",
              "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html"},
});

}  // namespace checks

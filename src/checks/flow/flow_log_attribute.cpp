#include "checks/check.hpp"
#include "model/console.hpp"

namespace checks {
namespace {

Judgements judge(const Scene& scene, const model::InstanceAttributes& attributes) {
  const auto enabled = model::attribute(attributes, "CONTACTFLOW_LOGS");
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = "CONTACTFLOW_LOGS is true";
  judgement.evidence = "connect:ListInstanceAttributes, CONTACTFLOW_LOGS";
  judgement.console_url = model::console::instance(scene.instance);
  if (!enabled) {
    judgement.reason = "AWS did not say whether flow logs are switched on for the instance.";
  } else if (*enabled) {
    judgement.status = Status::pass;
    judgement.observed = "Flow logs are switched on for the instance.";
  } else {
    judgement.status = Status::fail;
    judgement.headline = headline("Flow logs are switched off for ", judgement.resource, "");
    judgement.observed = "Flow logs are switched off for the instance: no flow logs, whatever its blocks say.";
    judgement.command = aws_command(
        scene, "connect update-instance-attribute",
        {{"instance-id", scene.instance.instance_id}, {"attribute-type", "CONTACTFLOW_LOGS"}, {"value", "true"}});
  }
  return {judgement};
}

}  // namespace

const Check flow_log_attribute = on<judge, &Inventory::attributes>({
    .id = "flow_log_attribute",
    .component = "flow",
    .title = "Flow logs of the instance",
    .pillar = Pillar::observability,
    .severity = Severity::high,
    .why = "Without flow logs nobody can see afterwards where a call went wrong.",
    .remedy = "Switch flow logs on for the instance. Then every flow that has a block Set logging behavior writes to "
              "CloudWatch Logs.",
    .action = "Switch flow logs on for the instance",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/about-contact-flow-logs.html"},
});

}  // namespace checks

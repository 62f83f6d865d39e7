#include "checks/check.hpp"
#include "model/console.hpp"

namespace checks {
namespace {

Judgements judge(const Scene& scene, const model::InstanceAttributes& attributes) {
  const auto enabled = model::attribute(attributes, "CONTACT_LENS");
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.evidence = "connect:ListInstanceAttributes, CONTACT_LENS";
  judgement.console_url = model::console::instance(scene.instance);
  if (!enabled) {
    judgement.reason = "AWS did not say whether Contact Lens is switched on.";
  } else if (*enabled) {
    judgement.status = Status::pass;
    judgement.observed = "Contact Lens is switched on for the instance.";
  } else {
    judgement.status = Status::info;
    judgement.observed = "Contact Lens is switched off for the instance.";
    judgement.remedy =
        "If you want transcripts, sentiment and quality scores of conversations, switch it on in the instance's "
        "settings under analytics tools. It is paid by use.";
    judgement.action = "Switch Contact Lens on, if needed";
    judgement.command = aws_command(
        scene, "connect update-instance-attribute",
        {{"instance-id", scene.instance.instance_id}, {"attribute-type", "CONTACT_LENS"}, {"value", "true"}});
  }
  return {judgement};
}

}  // namespace

const Check contact_lens = on<judge, &Inventory::attributes>({
    .id = "contact_lens",
    .component = "instance",
    .title = "Contact Lens",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::informational,
    .why = "Without Contact Lens nobody sees what customers complain about unless somebody listens to the recordings.",
    .remedy = "Switch Contact Lens on in the instance's settings if you need it.",
    .action = "Switch Contact Lens on, if needed",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/enable-analytics.html"},
});

}  // namespace checks

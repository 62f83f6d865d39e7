#include "base/encode.hpp"
#include "checks/check.hpp"
#include "checks/wording.hpp"
#include "model/console.hpp"

namespace checks {
namespace {

Judgements judge(const Inventory& inventory) {
  const auto& instance = *inventory.instance.value;
  Judgement judgement;
  judgement.resource = the_instance(inventory);
  judgement.limit = "ACTIVE";
  judgement.evidence = "connect:DescribeInstance";
  judgement.command =
      aws_command(inventory, "connect describe-instance", {{"instance-id", inventory.instance_ref.instance_id}});
  judgement.console_url = model::console::instance(inventory.instance_ref);
  if (instance.status.empty()) {
    judgement.reason = "The answer of DescribeInstance has no status.";
    return {judgement};
  }
  judgement.status = instance.status == "ACTIVE" ? Status::pass : Status::fail;
  judgement.observed = "The status is " + base::printable(instance.status, 60);
  if (!instance.status_reason.empty()) judgement.observed += " (" + base::printable(instance.status_reason, 200) + ")";
  judgement.observed += ".";
  return {judgement};
}

}  // namespace

const Check instance_status = {
    .id = "instance_status",
    .component = "instance",
    .title = "Instance status",
    .pillar = Pillar::resilience,
    .severity = Severity::critical,
    .why = "An instance that is not active takes no calls, chats or tasks.",
    .remedy =
        "If the instance is still being created, wait and review it again. Otherwise open a case with AWS Support and "
        "quote the reason.",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-instances.html"},
    .needs = {NEEDS(instance)},
    .judge = judge,
};

}  // namespace checks

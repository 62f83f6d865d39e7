#include <fmt/format.h>

#include "base/encode.hpp"
#include "checks/check.hpp"
#include "model/console.hpp"

namespace checks {
namespace {

Judgements judge(const Scene& scene, const model::InstanceDetails& instance) {
  Judgement judgement;
  judgement.resource = the_instance(scene);
  judgement.limit = "ACTIVE";
  judgement.evidence = "connect:DescribeInstance";
  judgement.command = aws_command(scene, "connect describe-instance", {{"instance-id", scene.instance.instance_id}});
  judgement.console_url = model::console::instance(scene.instance);
  if (instance.status.empty()) {
    judgement.reason = "The answer of DescribeInstance has no status.";
    return {judgement};
  }
  judgement.status = instance.status == "ACTIVE" ? Status::pass : Status::fail;
  judgement.observed = fmt::format("The status is {}", base::printable(instance.status, 60));
  if (!instance.status_reason.empty())
    judgement.observed += fmt::format(" ({})", base::printable(instance.status_reason, 200));
  judgement.observed += ".";
  return {judgement};
}

}  // namespace

const Check instance_status = on<judge, &Inventory::instance>({
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
});

}  // namespace checks

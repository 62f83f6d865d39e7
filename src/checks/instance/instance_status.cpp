#include <fmt/format.h>

#include "base/encode.hpp"
#include "checks/check.hpp"
#include "model/console.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

// A status of a newer API may be as good as ACTIVE.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_Instance.html
Status status_of(std::string_view status) {
  if (status == "ACTIVE") return Status::pass;
  return status == "CREATION_IN_PROGRESS" || status == "CREATION_FAILED" ? Status::fail : Status::not_assessed;
}

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
  judgement.status = status_of(instance.status);
  if (judgement.status == Status::not_assessed) {
    judgement.reason =
        fmt::format("The status {} is not one that this review knows.", words::in_quotes(instance.status));
  }
  if (judgement.status == Status::fail) {
    const bool is_in_progress = instance.status == "CREATION_IN_PROGRESS";
    judgement.headline =
        headline("Instance ", judgement.resource, is_in_progress ? " is still being created" : " could not be created");
    if (is_in_progress) judgement.action = "Wait, then review the instance again";
  }
  judgement.observed = fmt::format("The status is {}{}.", base::printable(instance.status, 60),
                                   words::in_brackets(instance.status_reason));
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
    .action = "Open a case with AWS Support",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-instances.html"},
});

}  // namespace checks

#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "checks/check.hpp"
#include "model/console.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

// https://docs.aws.amazon.com/connect/latest/APIReference/API_ReplicationStatusSummary.html
Status status_of(const model::Replica& replica) {
  if (replica.status == "INSTANCE_REPLICATION_COMPLETE") return Status::pass;
  if (replica.status.ends_with("_FAILED")) return Status::fail;
  static constexpr std::string_view unfinished[] = {"INSTANCE_REPLICATION_IN_PROGRESS",
                                                    "RESOURCE_REPLICATION_NOT_STARTED", "INSTANCE_REPLICA_DELETING"};
  const bool known = std::ranges::find(unfinished, replica.status) != std::end(unfinished);
  return known ? Status::warn : Status::not_assessed;
}

// The worst of all replicas; one that is not understood counts as worse than one that is fine.
Status worst(const std::vector<model::Replica>& replicas) {
  for (const Status status : {Status::fail, Status::warn, Status::not_assessed}) {
    if (std::ranges::any_of(replicas, [&](const auto& one) { return status_of(one) == status; })) return status;
  }
  return Status::pass;
}

std::string describe(const model::Replica& replica) {
  std::string text = fmt::format("{}: {}", base::printable(replica.region, 40), base::printable(replica.status, 60));
  if (!replica.reason.empty()) text += fmt::format(" ({})", base::printable(replica.reason, 200));
  return text;
}

Judgement no_replica() {
  Judgement judgement;
  judgement.status = Status::info;
  judgement.observed = "This instance has no replica in another Region.";
  judgement.remedy =
      "Decide whether you need one. With Amazon Connect Global Resiliency a second Region holds a copy of the "
      "instance, and calls and agents can be moved there when this Region has an outage. Your AWS account team can "
      "switch it on.";
  return judgement;
}

// AWS lists the Region that the instance was made in beside its replicas.
bool is_source_alone(const model::Replication& replication) {
  return !replication.replicas.empty() && std::ranges::all_of(replication.replicas, [&](const auto& one) {
    return one.region == replication.source_region;
  });
}

Judgement judge_replicas(const model::Replication& replication) {
  Judgement judgement;
  if (replication.replicas.empty()) {
    judgement.observed = fmt::format("Replication is set up from {}.", base::printable(replication.source_region, 40));
    judgement.reason = "AWS lists no replica, so its state is not known.";
    return judgement;
  }
  judgement.status = worst(replication.replicas);
  for (const auto& replica : replication.replicas) {
    if (!judgement.observed.empty()) judgement.observed += "; ";
    judgement.observed += describe(replica);
    if (judgement.status == Status::not_assessed && judgement.reason.empty() &&
        status_of(replica) == Status::not_assessed) {
      judgement.reason =
          fmt::format("The replica's status {} is not one that this review knows.", words::in_quotes(replica.status));
    }
  }
  judgement.observed += ".";
  return judgement;
}

// Without a replication in the answer there is none, but of what was read in part nobody can say that.
Judgement judgement_of(const Scene& scene, const Dataset<model::InstanceDetails>& instance) {
  const auto& replication = instance.value->replication;
  if (!replication && instance.gap) return not_assessed(the_instance(scene), *instance.gap);
  return replication && !is_source_alone(*replication) ? judge_replicas(*replication) : no_replica();
}

Judgements judge(const Scene& scene, Known<model::InstanceDetails> instance) {
  Judgement judgement = judgement_of(scene, instance.dataset);
  judgement.resource = the_instance(scene);
  judgement.limit = "INSTANCE_REPLICATION_COMPLETE for every replica";
  judgement.evidence = "connect:DescribeInstance, ReplicationConfiguration";
  judgement.command = aws_command(scene, "connect describe-instance", {{"instance-id", scene.instance.instance_id}});
  judgement.console_url = model::console::instance(scene.instance);
  return {judgement};
}

}  // namespace

const Check global_resiliency = on<judge, &Inventory::instance>({
    .id = "global_resiliency",
    .component = "instance",
    .title = "Replica in another Region",
    .pillar = Pillar::resilience,
    .severity = Severity::high,
    .why =
        "A replica that is not complete cannot take over: in an outage of the Region, calls and agents have nowhere to "
        "go.",
    .remedy =
        "Look at the reason that AWS gives. Start the replication again once it is mended, or finish it, before you "
        "count on the second Region.",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/setup-connect-global-resiliency.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/disaster-recovery-resiliency.html"},
});

}  // namespace checks

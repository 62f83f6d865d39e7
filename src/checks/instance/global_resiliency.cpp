#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "checks/check.hpp"
#include "model/console.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

// Replicas that are not finished.
// https://docs.aws.amazon.com/connect/latest/APIReference/API_ReplicationStatusSummary.html
struct Unfinished {
  std::string_view status;
  std::string_view words;  // behind "The replica in eu-west-2"
};
constexpr Unfinished unfinished[] = {
    {"INSTANCE_REPLICATION_IN_PROGRESS", "is not complete yet"},
    {"RESOURCE_REPLICATION_NOT_STARTED", "holds no resources yet"},
    {"INSTANCE_REPLICA_DELETING", "is being deleted"},
};

Status status_of(const model::Replica& replica) {
  if (replica.status == "INSTANCE_REPLICATION_COMPLETE") return Status::pass;
  if (replica.status.ends_with("_FAILED")) return Status::fail;
  const bool known = std::ranges::find(unfinished, replica.status, &Unfinished::status) != std::end(unfinished);
  return known ? Status::warn : Status::not_assessed;
}

std::string_view words_of(const model::Replica& replica) {
  if (replica.status.ends_with("_DELETION_FAILED")) return "could not be deleted";
  const auto found = std::ranges::find(unfinished, replica.status, &Unfinished::status);
  return found == std::end(unfinished) ? "has failed" : found->words;
}

// The worst of all replicas; one that is not understood counts as worse than one that is fine.
Status worst(const std::vector<model::Replica>& replicas) {
  for (const Status status : {Status::fail, Status::warn, Status::not_assessed}) {
    if (std::ranges::any_of(replicas, [&](const auto& one) { return status_of(one) == status; })) return status;
  }
  return Status::pass;
}

std::string describe(const model::Replica& replica) {
  return fmt::format("in {}: {}{}", base::printable(replica.region, 40), base::printable(replica.status, 60),
                     words::in_brackets(replica.reason));
}

Judgement no_replica() {
  Judgement judgement;
  judgement.status = Status::info;
  judgement.observed = "This instance has no replica in another Region.";
  judgement.remedy =
      "Decide whether you need one. With Amazon Connect Global Resiliency a second Region holds a copy of the "
      "instance, and calls and agents can be moved there when this Region has an outage. Your AWS account team can "
      "switch it on.";
  judgement.action = "Decide whether you need a replica";
  return judgement;
}

// AWS lists the Region that the instance was made in beside its replicas.
bool is_source_alone(const model::Replication& replication) {
  return !replication.replicas.empty() && std::ranges::all_of(replication.replicas, [&](const auto& one) {
    return one.region == replication.source_region;
  });
}

// "The replica of harbour in eu-west-2 has failed": of the first that is as bad as all of them together.
std::string headline_of(const Resource& instance, const model::Replication& replication, Status worst) {
  const auto replica =
      std::ranges::find_if(replication.replicas, [&](const auto& one) { return status_of(one) == worst; });
  return headline("The replica of ", instance,
                  fmt::format(" in {} {}", words::one_line(replica->region, 20), words_of(*replica)));
}

Judgement judge_replicas(const Scene& scene, const model::Replication& replication) {
  Judgement judgement;
  if (replication.replicas.empty()) {
    judgement.observed = fmt::format("Replication is set up from {}.", base::printable(replication.source_region, 40));
    judgement.reason = "AWS lists no replica, so its state is not known.";
    return judgement;
  }
  judgement.status = worst(replication.replicas);
  if (judgement.status == Status::fail || judgement.status == Status::warn)
    judgement.headline = headline_of(the_instance(scene), replication, judgement.status);
  if (judgement.status == Status::warn) judgement.action = "Finish the replication";
  for (const auto& replica : replication.replicas) {
    if (!judgement.observed.empty()) judgement.observed += "; ";
    judgement.observed += describe(replica);
    if (judgement.status == Status::not_assessed && judgement.reason.empty() &&
        status_of(replica) == Status::not_assessed) {
      judgement.reason =
          fmt::format("The replica's status {} is not one that this review knows.", words::in_quotes(replica.status));
    }
  }
  judgement.observed = words::sentence(judgement.observed);
  return judgement;
}

// Without a replication in the answer there is none, but of what was read in part nobody can say that.
Judgement judgement_of(const Scene& scene, const Dataset<model::InstanceDetails>& instance) {
  const auto& replication = instance.value->replication;
  if (!replication && instance.gap) return not_assessed(the_instance(scene), *instance.gap);
  return replication && !is_source_alone(*replication) ? judge_replicas(scene, *replication) : no_replica();
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
        "Look at the reason that AWS gives. Start the replication again once that is fixed, or finish it, before you "
        "count on the second Region.",
    .action = "Fix the replication",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/setup-connect-global-resiliency.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/create-replica-connect-instance.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/disaster-recovery-resiliency.html"},
});

}  // namespace checks

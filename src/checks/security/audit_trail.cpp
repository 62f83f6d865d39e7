#include <algorithm>
#include <fmt/format.h>

#include "checks/check.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

using model::AuditTrail;
using model::AuditTrails;

Resource resource_of(const AuditTrail& trail) {
  return {"trail", trail.arn, trail.name};
}

// Why its changes may be kept although nothing says so.
std::string unclear_of(const AuditTrails& trails) {
  for (const AuditTrail& trail : trails) {
    const bool may_keep = !trail.is_store && trail.is_logging.value_or(false) && trail.delivery_error.empty();
    if (may_keep && !trail.records_changes)
      return fmt::format("The event selectors of the trail {} pick by something that this review does not know.",
                         words::in_quotes(trail.name));
  }
  const auto store = std::ranges::find_if(trails, &AuditTrail::is_store);
  if (store == trails.end()) return "";
  return fmt::format("No trail keeps them. The event data store {} may, which this review does not look into.",
                     words::in_quotes(store->name));
}

void warn(const AuditTrails& trails, Judgement& judgement) {
  judgement.status = Status::warn;
  if (trails.empty()) {
    judgement.headline = "API calls of Amazon Connect are kept by no CloudTrail trail";
    judgement.observed =
        "There is no trail in this Region: CloudTrail's event history forgets after 90 days who changed what.";
    return;
  }
  const AuditTrail& first = trails.front();
  const bool stands_still = !first.is_logging.value_or(false);
  const std::string_view what = stands_still                    ? " is switched off"
                                : !first.delivery_error.empty() ? " cannot deliver log files"
                                                                : " records no changes of Amazon Connect";
  judgement.headline = headline("CloudTrail trail ", resource_of(first), what);
  std::vector<std::string> names;
  for (const AuditTrail& trail : trails) names.push_back(trail.name);
  judgement.observed = fmt::format("None of the trails keeps changes of Amazon Connect: {}.", words::list(names));
  if (!first.delivery_error.empty())
    judgement.observed += fmt::format(" Amazon S3 answers {}.", words::in_quotes(first.delivery_error));
}

void pass(const AuditTrail& trail, Judgement& judgement) {
  judgement.status = Status::pass;
  judgement.observed =
      fmt::format("The trail {} keeps who changed what in Amazon Connect, {}. {}", words::in_quotes(trail.name),
                  trail.is_of_all_regions ? "as in every Region" : "in this Region alone",
                  trail.is_validated ? "That a log file was changed or deleted shows."
                                     : "That a log file was changed or deleted does not show.");
}

Judgements judge(const Scene& scene, Known<AuditTrails> trails) {
  Judgement judgement;
  judgement.resource = the_account(scene);
  judgement.limit = "A trail that is logging, with management events that write";
  judgement.evidence = "cloudtrail:DescribeTrails, cloudtrail:GetTrailStatus, cloudtrail:GetEventSelectors";
  judgement.command = aws_command(scene, "cloudtrail describe-trails", {});
  const auto keeper = std::ranges::find_if(*trails, model::keeps_changes);
  if (keeper != trails->end()) {
    pass(*keeper, judgement);
  } else if (trails.dataset.gap) {
    leave_open(judgement, *trails.dataset.gap);
  } else if (auto unclear = unclear_of(*trails); !unclear.empty()) {
    judgement.status = Status::info;
    judgement.observed = std::move(unclear);
  } else {
    warn(*trails, judgement);
  }
  return {judgement};
}

}  // namespace

const Check audit_trail = on<judge, &Inventory::audit_trails>({
    .id = "audit_trail",
    .component = "security",
    .title = "A trail that keeps changes of Amazon Connect",
    .pillar = Pillar::security,
    .severity = Severity::medium,
    .why =
        "When a number leads astray, recordings are gone or somebody has rights that nobody gave, a trail says who did "
        "it and when. Without one it is known for 90 days only.",
    .remedy =
        "Make a trail of all Regions that records management events, reads and writes, to a bucket of its own, and "
        "switch log file validation on. Start one that was stopped, and let CloudTrail write to its bucket.",
    .action = "Make a trail of all Regions",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/logging-using-cloudtrail.html",
              "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html"},
});

}  // namespace checks

#include "model/peer_quota.hpp"

#include "analysis/quota_usage.hpp"
#include "checks/check.hpp"
#include "checks/quota/quota_check.hpp"

namespace checks {
namespace {

// One for each quota of a service that the instance works with, and one for each other service.
Judgements judge(const Scene& scene, Known<model::PeerServices> services) {
  const auto usages = analysis::peer_usage(scene, services.dataset);
  Judgements judgements = judge_quotas(scene, usages, model::QuotaUse::counted);
  for (const model::PeerRow& peer : model::peer_rows) {
    const auto found = std::ranges::find(*services, peer.service, &model::PeerService::service);
    if (found != services->end() && found->is_used != false) continue;
    judgements.push_back(
        not_applicable({"service", std::string(peer.service), std::string(peer.title)}, std::string(peer.unused)));
  }
  return judgements;
}

}  // namespace

const Check peer_quota = on<judge, &Inventory::peers>({
    .id = "peer_quota",
    .component = "quota",
    .title = "Cases, profiles and integrations within their quota",
    .pillar = Pillar::capacity,
    .severity = Severity::medium,
    .why =
        "When a quota of a service beside Amazon Connect is full nothing more can be added there: no field of a case, "
        "object type of a profile, integration or campaign. Most of these quotas are the account's, and other "
        "instances and programs fill them too.",
    .remedy =
        "Remove what is no longer used, or ask AWS for a higher quota. An increase takes from a few days to several "
        "weeks.",
    .action = "Ask AWS for a higher quota",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html",
              "https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html"},
    .thresholds = quota_thresholds("peer_quota"),
});

}  // namespace checks

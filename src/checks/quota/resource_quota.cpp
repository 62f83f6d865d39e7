#include "analysis/quota_usage.hpp"
#include "checks/check.hpp"
#include "checks/quota/quota_check.hpp"

namespace checks {
namespace {

Judgements judge(const Scene& scene, Known<model::ServiceQuotas> quotas, Known<model::Counts> counts) {
  return judge_quotas(scene, analysis::quota_usage(scene, quotas.dataset, counts.dataset, {}, {}),
                      model::QuotaUse::counted);
}

}  // namespace

const Check resource_quota = on<judge, &Inventory::quotas, &Inventory::counts>({
    .id = "resource_quota",
    .component = "quota",
    .title = "Resources within their quota",
    .pillar = Pillar::capacity,
    .severity = Severity::high,
    .why =
        "When a quota is full nothing more can be added: no new agent, queue, flow or phone number, however urgent it "
        "is.",
    .remedy =
        "Remove what is no longer used, or ask AWS for a higher quota. An increase takes from a few days to several "
        "weeks.",
    .action = "Ask AWS for a higher quota",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html",
              "https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html"},
    .thresholds = quota_thresholds("resource_quota"),
});

}  // namespace checks

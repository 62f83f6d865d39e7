#include "analysis/quota_usage.hpp"
#include "checks/check.hpp"
#include "checks/quota/quota_check.hpp"
#include "words/moments.hpp"

namespace checks {
namespace {

Judgements judge(const Scene& scene, Known<model::Metrics> metrics, const Dataset<model::ServiceQuotas>& quotas,
                 const Dataset<model::InstanceAttributes>& attributes) {
  const auto usages = analysis::quota_usage(scene, quotas, {}, metrics.dataset, attributes);
  return judge_quotas(scene, usages, model::QuotaUse::concurrency,
                      words::from_to(metrics->window.start, metrics->window.end));
}

}  // namespace

const Check concurrency_quota = on<judge, &Inventory::metrics, &Inventory::quotas, &Inventory::attributes>({
    .id = "concurrency_quota",
    .component = "quota",
    .title = "Contacts at the same time",
    .pillar = Pillar::capacity,
    .severity = Severity::critical,
    .why =
        "Calls, chats, tasks and e-mails over the quota are refused: customers cannot reach you just when most of them "
        "try.",
    .remedy =
        "Ask AWS for a higher quota before the next busy day. An increase takes from a few days to several weeks.",
    .action = "Ask AWS for a higher quota",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html"},
    .thresholds = quota_thresholds("concurrency_quota"),
});

}  // namespace checks

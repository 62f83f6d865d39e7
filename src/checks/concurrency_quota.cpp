#include "checks/check.hpp"
#include "checks/quota_check.hpp"

namespace checks {
namespace {

Judgements judge(const Inventory& inventory) {
  return judge_quotas(inventory, model::QuotaUse::concurrency);
}

}  // namespace

const Check concurrency_quota = {
    .id = "concurrency_quota",
    .component = "quota",
    .title = "Contacts at the same time",
    .pillar = Pillar::capacity,
    .severity = Severity::critical,
    .why =
        "Calls, chats, tasks and e-mails over the quota are refused: customers cannot reach you just when most of them "
        "try.",
    .remedy = "Ask AWS for a higher quota before the next busy day. An increase takes from some days to several weeks.",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/monitoring-cloudwatch.html"},
    .needs = {NEEDS(metrics)},
    .judge = judge,
};

}  // namespace checks

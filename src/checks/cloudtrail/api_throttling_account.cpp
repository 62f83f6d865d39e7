#include "checks/check.hpp"
#include "checks/cloudtrail/throttle_check.hpp"

namespace checks {
namespace {

Judgements judge(const Scene& scene, const model::ApiThrottles& api_throttles) {
  const auto refused =
      throttled(api_throttles, [](model::ThrottleScope scope) { return scope != model::ThrottleScope::this_instance; });
  Judgement judgement =
      about(scene, api_throttles, the_account(scene), refused, "for other or unnamed instances of the account");
  judgement.limit = "No throttled call: the limits hold for the whole account in this Region";
  judgement.status = refused.total > 0 ? Status::warn : Status::pass;
  if (judgement.status == Status::warn) judgement.headline = headline(refused, " of other or unnamed instances");
  return {judgement};
}

}  // namespace

const Check api_throttling_account = on<judge, &Inventory::api_throttles>({
    .id = "api_throttling_account",
    .component = "cloudtrail",
    .title = "API calls of the account over the rate limit",
    .pillar = Pillar::operational_excellence,
    .severity = Severity::low,
    .why =
        "The limits hold for the account and the Region: a program that works on another instance uses up the calls of "
        "this one.",
    .remedy = "Find the program that makes these calls and slow it down, even if it works on another instance.",
    .action = "Slow down the program that calls",
    .links = {"https://docs.aws.amazon.com/connect/latest/APIReference/best-practices-connect-apis.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html"},
});

}  // namespace checks

#include <algorithm>
#include <fmt/format.h>

#include "analysis/api_usage.hpp"
#include "base/json/number.hpp"
#include "base/timestamp.hpp"
#include "checks/check.hpp"
#include "model/console.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using analysis::ApiUsage;
using Usages = std::vector<ApiUsage>;

constexpr Threshold warn{.check = "api_rate",
                         .id = "warn",
                         .value = 80,
                         .unit = "percent of a rate limit",
                         .what = "From here on calls in the busiest minute are a warning.",
                         .most = 1000};
constexpr Threshold fail{.check = "api_rate",
                         .id = "fail",
                         .value = 100,
                         .unit = "percent of a rate limit",
                         .what = "From here on it fails: AWS refuses what is over the limit.",
                         .most = 1000};

// Cut, so that what is below the limit is not told as if it had reached it.
std::string per_second(double calls) {
  return words::number(base::cut(calls, 2));
}

// "GetMetricDataV2 9.4 of 10 (94 %) on 10 Nov 09:14"
std::string rate_text(const ApiUsage& usage) {
  const std::string when = usage.peak_at ? fmt::format(" on {}", words::hour(*usage.peak_at)) : "";
  if (!usage.limit) return fmt::format("{} {}{}", usage.operation, per_second(usage.per_second), when);
  return fmt::format("{} {} of {} ({}){}", usage.operation, per_second(usage.per_second),
                     words::number(usage.limit->value), words::percentage(*usage.percentage), when);
}

std::string rates_text(const Usages& usages, std::string_view heading) {
  std::vector<std::string> texts;
  for (const auto& usage : usages) texts.push_back(rate_text(usage));
  return texts.empty() ? "" : fmt::format("{}: {}.", heading, words::list(texts));
}

std::string observed_rates(const Usages& limited, const Usages& unlimited) {
  std::string text = rates_text(limited, "Calls a second in the busiest minute of each operation");
  if (unlimited.empty()) return text;
  if (!text.empty()) text += ' ';
  return text + rates_text(unlimited, "No rate is known for these");
}

std::string rate_headline(const ApiUsage& worst) {
  return fmt::format("{} peaked at {} of {} calls a second", worst.operation, per_second(worst.per_second),
                     words::number(worst.limit->value));
}

// Who makes the calls: each event names a user or a role's session.
std::string callers_command(const Scene& scene, const ApiUsage& usage) {
  return aws_command(scene, "cloudtrail lookup-events",
                     {{"lookup-attributes", fmt::format("AttributeKey=EventName,AttributeValue={}", usage.operation)},
                      {"start-time", base::to_iso8601(*usage.peak_at)},
                      {"end-time", base::to_iso8601(*usage.peak_at + model::minute)}});
}

void judge_worst(const Scene& scene, const ApiUsage& worst, Judgement& judgement) {
  const double percentage = *worst.percentage;
  judgement.measured = {percentage, "percent", 100};
  judgement.status = percentage >= fail.in(scene)   ? Status::fail
                     : percentage >= warn.in(scene) ? Status::warn
                                                    : Status::pass;
  judgement.console_url = model::console::quota(scene.instance, worst.code);
  if (judgement.status == Status::pass) return;
  judgement.headline = rate_headline(worst);
  judgement.action = fmt::format("See which programs call {}", worst.operation);
  if (worst.peak_at) judgement.command = callers_command(scene, worst);
}

Judgements judge(const Scene& scene, Known<model::ServiceQuotas> quotas, Known<model::ApiRates> rates) {
  Usages limited, unlimited;
  for (auto& usage : analysis::api_usage(quotas.dataset, rates.dataset)) {
    (usage.limit ? limited : unlimited).push_back(std::move(usage));
  }
  const std::string when = words::from_to(rates->window.start, rates->window.end);
  if (limited.empty() && unlimited.empty() && rates.dataset.complete()) {
    return {not_applicable(the_account(scene), "CloudWatch holds no calls of Amazon Connect's API in this time.")};
  }
  Judgement judgement;
  if (limited.empty()) {
    judgement = not_assessed(the_account(scene), "Service Quotas lists no rate for the operations that were called");
    const auto& gap = rates.dataset.gap ? rates.dataset.gap : quotas.dataset.gap;
    if (gap) leave_open(judgement, *gap);
  } else {
    judge_worst(scene, limited.front(), judgement);
  }
  judgement.resource = the_account(scene);
  judgement.observed = observed_rates(limited, unlimited);
  judgement.limit = fmt::format("The rate of each operation; a warning from {}, a failure from {}",
                                words::percentage(warn.in(scene)), words::percentage(fail.in(scene)));
  judgement.evidence =
      fmt::format("CloudWatch AWS/Usage CallCount by the minute, {}; servicequotas:ListServiceQuotas", when);
  return {judgement};
}

}  // namespace

const Check api_rate = on<judge, &Inventory::quotas, &Inventory::api_rates>({
    .id = "api_rate",
    .component = "quota",
    .title = "API calls near the rate limit",
    .pillar = Pillar::capacity,
    .severity = Severity::medium,
    .why = "The rate is one for all programs and all instances of the account in the Region. Who calls when it is used "
           "up is refused, whichever program used it: screen pops, dashboards and flows' functions stop for it.",
    .remedy = "Find the programs that call most. Let them keep what they have read, ask for many things in one call, "
              "and wait longer after each refusal. If they need the rate, ask AWS to raise it.",
    .action = "See which programs call most",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html",
              "https://docs.aws.amazon.com/connect/latest/APIReference/best-practices-connect-apis.html"},
    .thresholds = {warn, fail},
});

}  // namespace checks

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "app/fix/fix_scripts.hpp"
#include "app/fix/fix_text.hpp"
#include "base/encode.hpp"
#include "base/text.hpp"
#include "checks/quota/quota_check.hpp"
#include "components/quota/facts.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

// How far ahead the use is taken, where reviews tell how it grows: an increase takes weeks, and the next one too.
constexpr double weeks_ahead = 26;

// https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListRequestedServiceQuotaChangeHistory.html
constexpr std::string_view request_function = R"(
# request SERVICE CODE VALUE [CONTEXT]: asks AWS for the value, unless a request for the same quota is open or the quota
# is as high already. CONTEXT is the ARN of what alone the quota is raised for; without it, it is the account's.
request() {
  service=$1 code=$2 value=$3 context=${4:-account}
  shift 3
  [ $# -eq 0 ] || set -- --context-id "$1"
  open=$(aws service-quotas list-requested-service-quota-change-history --region "$region" --service-code "$service" \
    --quota-requested-at-level ALL --output text --query "RequestedQuotas[?QuotaCode=='$code' && (Status=='PENDING' \
|| Status=='CASE_OPENED')].[not_null(QuotaContext.ContextId, 'account')]")
  if printf '%s\n' "$open" | grep -Fqx -e "$context"; then
    echo "$code: a request is open" >&2
    return
  fi
  applied=$(aws service-quotas get-service-quota --region "$region" --service-code "$service" --quota-code "$code" "$@" \
    --query Quota.Value --output text 2>/dev/null) || applied=0
  if awk -v applied="$applied" -v value="$value" 'BEGIN { exit !(applied + 0 >= value + 0) }'; then
    echo "$code: the quota is $applied already" >&2
    return
  fi
  aws service-quotas request-service-quota-increase --region "$region" --service-code "$service" --quota-code "$code" \
    --desired-value "$value" "$@" --query 'RequestedQuota.[QuotaName, DesiredValue, Status]' --output text
}

)";

struct QuotaRequest {
  std::string service, code, context;
  double value = 0;
  std::vector<ClosedFinding> closes;
};

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 128 && text.front() != '-' &&
         std::ranges::all_of(text, [](char c) { return base::is_alphanumeric(c) || c == '-'; });
}

std::optional<QuotaRequest> quota_request_of(const model::Finding& finding) {
  const auto command = aws_command_in(finding.command);
  if (!command || command->service != "service-quotas" || command->operation != "request-service-quota-increase")
    return std::nullopt;
  const auto value = base::number_in<double>(command->option("desired-value"));
  QuotaRequest request{command->option("service-code"),
                       command->option("quota-code"),
                       command->option("context-id"),
                       value.value_or(0),
                       {closed(finding)}};
  const bool is_whole = is_code(request.service) && is_code(request.code) && std::isfinite(request.value);
  return is_whole && request.value > 0 ? std::optional(std::move(request)) : std::nullopt;
}

// With room for what is added in the weeks ahead; nothing where no review tells what that is.
std::optional<double> value_by_growth(const std::optional<components::QuotaFacts>& facts, const QuotaRequest& request,
                                      const std::map<std::string, double, std::less<>>& growth) {
  if (!facts || request.service != "connect") return std::nullopt;
  const auto fact = std::ranges::find(facts->quotas, request.code, &components::QuotaFact::code);
  if (fact == facts->quotas.end() || !fact->current || !fact->limit) return std::nullopt;
  const auto pace = growth.find(fact->key);
  if (pace == growth.end() || !(pace->second > 0)) return std::nullopt;
  return checks::desired_limit(*fact->current + pace->second * weeks_ahead, *fact->limit);
}

std::string request_value(double value) {
  return value < 1e15 && value == std::floor(value) ? fmt::format("{:.0f}", value) : fmt::format("{}", value);
}

// Several findings may ask for one quota: then the highest value.
void add_request(std::vector<QuotaRequest>& requests, QuotaRequest request) {
  const auto same = std::ranges::find_if(requests, [&](const QuotaRequest& one) {
    return one.service == request.service && one.code == request.code && one.context == request.context;
  });
  if (same == requests.end()) {
    requests.push_back(std::move(request));
    return;
  }
  same->value = std::max(same->value, request.value);
  add_closed(same->closes, request.closes);
}

std::string request_line(const QuotaRequest& request) {
  std::string line = fmt::format("request {} {} {}", request.service, request.code, request_value(request.value));
  if (!request.context.empty()) line += fmt::format(" {}", base::shell_quote(request.context));
  return fmt::format("{}  # Closes: {}\n", line, closed_text(request.closes.front()));
}

}  // namespace

FixFile quotas_script(const model::Review& review, const std::vector<model::Finding>& findings,
                      const std::map<std::string, double, std::less<>>& growth) {
  FixFile file{.name = "quotas.sh", .text = {}, .closes = {}, .is_script = true};
  const auto facts = review.facts<components::QuotaFacts>();
  std::vector<QuotaRequest> requests;
  for (const model::Finding& finding : findings) {
    auto request = quota_request_of(finding);
    if (!request) continue;
    request->value = std::max(request->value, value_by_growth(facts, *request, growth).value_or(0));
    add_closed(file.closes, request->closes);
    add_request(requests, *std::move(request));
  }
  if (requests.empty()) return file;
  file.text = script_head(
      "quotas.sh: requests for higher quotas.", review,
      {"Read each line before you run it: sh quotas.sh",
       "It may be run again: what is asked for already, or granted, is left out.",
       fmt::format("Each value leaves the use at 70 % of the quota; where the stored reviews tell how the use grows, "
                   "that of in {} weeks.",
                   words::number(weeks_ahead)),
       "AWS decides on a request in days to weeks: the findings are closed when it was granted."},
      file.closes);
  file.text += request_function;
  for (const QuotaRequest& request : requests) file.text += request_line(request);
  return file;
}

}  // namespace app

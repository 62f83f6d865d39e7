#include "analysis/api_usage.hpp"

#include <algorithm>
#include <cmath>

namespace analysis {
namespace {

using model::LimitSource;
using model::ServiceQuota;

// Service Quotas lists 200 for these, and AWS's documentation says that it is wrong and that these hold.
// https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html#api-throttling-quotas
constexpr double wrongly_listed = 200;
struct DocumentedRate {
  std::string_view operation;
  double per_second;
};
constexpr DocumentedRate documented_rates[] = {{"GetCurrentMetricData", 5}, {"GetMetricDataV2", 10}};

double rate_of(const ServiceQuota& quota) {
  const auto* documented = std::ranges::find(documented_rates, quota.operation, &DocumentedRate::operation);
  const bool is_wrong = documented != std::end(documented_rates) && quota.value == wrongly_listed;
  return is_wrong ? documented->per_second : quota.value;
}

// Rates are limits of the account: none is raised for an instance.
const ServiceQuota* rate_quota(const std::vector<ServiceQuota>& quotas, std::string_view operation) {
  const auto found = std::ranges::find_if(quotas, [&](const ServiceQuota& quota) {
    return quota.operation == operation && quota.context_id.empty() && std::isfinite(quota.value) && quota.value > 0;
  });
  return found == quotas.end() ? nullptr : &*found;
}

void take_limit(const model::ServiceQuotas& quotas, ApiUsage& usage) {
  const ServiceQuota* applied = rate_quota(quotas.applied, usage.operation);
  const ServiceQuota* quota = applied != nullptr ? applied : rate_quota(quotas.defaults, usage.operation);
  if (quota == nullptr) return;
  const auto source = applied != nullptr ? LimitSource::account_applied : LimitSource::aws_default;
  usage.code = quota->code;
  usage.limit = model::Limit{rate_of(*quota), source, quota->adjustable};
  usage.percentage = model::percentage_of(usage.per_second, usage.limit->value);
}

}  // namespace

std::vector<ApiUsage> api_usage(const model::Dataset<model::ServiceQuotas>& quotas,
                                const model::Dataset<model::ApiRates>& rates) {
  std::vector<ApiUsage> all;
  if (!rates.known()) return all;
  for (const auto& rate : rates.value->rates) {
    if (!rate.peak_at && !rate.gap) continue;
    ApiUsage usage;
    usage.operation = rate.operation;
    usage.per_second = rate.peak / double(model::minute.count());
    usage.peak_at = rate.peak_at;
    usage.gap = rate.gap;
    if (quotas.known()) take_limit(*quotas.value, usage);
    all.push_back(std::move(usage));
  }
  std::ranges::stable_sort(
      all, [](const auto& a, const auto& b) { return a.percentage.value_or(-1) > b.percentage.value_or(-1); });
  return all;
}

}  // namespace analysis

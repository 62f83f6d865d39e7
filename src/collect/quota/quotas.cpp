#include "aws/operations/service_quotas.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "collect/quota/service_quotas.hpp"

namespace collect {
namespace {

using nlohmann::json;
namespace read = base::read;

// The context of a quota that holds for every instance without one of its own.
// https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_QuotaContextInfo.html
constexpr const char* every_resource = "*";

// A rate is told by what it is measured with: names of two rates are the same but for a blank.
std::string limited_operation(const json& item) {
  const json& usage = read::object(item, "UsageMetric");
  const json& dimensions = read::object(usage, "MetricDimensions");
  const bool counts_calls = read::text(usage, "MetricNamespace") == "AWS/Usage" &&
                            read::text(usage, "MetricName") == "CallCount" &&
                            read::text(dimensions, "Service") == "Connect" && read::text(dimensions, "Type") == "API";
  return counts_calls ? read::text(dimensions, "Resource") : "";
}

void add_quota(std::vector<model::ServiceQuota>& quotas, const json& item) {
  const auto value = read::number(item, "Value");
  if (!value) return;  // AWS gives an ErrorReason instead
  std::string context_id = read::text(read::object(item, "QuotaContext"), "ContextId");
  if (context_id == every_resource) context_id.clear();
  quotas.push_back({read::text(item, "QuotaCode"), label(item, "QuotaName"), *value,
                    read::boolean(item, "Adjustable").value_or(false), std::move(context_id), limited_operation(item)});
}

Dataset<model::ServiceQuotas> fetch_quotas(Source& source) {
  return quotas_of(source, model::quota_rows[0].service);
}

}  // namespace

Dataset<model::ServiceQuotas> quotas_of(Source& source, std::string_view service_code) {
  model::ServiceQuotas found;
  aws::for_each_item(source.client, aws::service_quotas::list_service_quotas,
                     {{"ServiceCode", service_code}, {"QuotaAppliedAtLevel", "ALL"}},
                     [&](const json& item) { add_quota(found.applied, item); });
  try {
    aws::for_each_item(source.client, aws::service_quotas::list_aws_default_service_quotas,
                       {{"ServiceCode", service_code}}, [&](const json& item) { add_quota(found.defaults, item); });
  } catch (const base::Error& error) {
    found.defaults.clear();
    return Dataset<model::ServiceQuotas>::partly(std::move(found), gap_from(error));
  }
  return Dataset<model::ServiceQuotas>::of(std::move(found));
}

const Collector collectors::quotas = collector<&Inventory::quotas, fetch_quotas>(
    "quota", {&aws::service_quotas::list_service_quotas, &aws::service_quotas::list_aws_default_service_quotas});

}  // namespace collect

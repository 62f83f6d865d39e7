#include "app/operation_catalogue.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "aws/operations/all.hpp"
#include "collect/collector.hpp"

namespace app {
namespace {

using aws::Operation;
using nlohmann::json;

json to_json(const aws::Service& service) {
  return {{"name", service.name},
          {"signingName", service.signing_name},
          {"host", service.host},
          {"apiVersion", service.api_version},
          {"protocol", aws::name(service.protocol)},
          {"jsonVersion", service.protocol == aws::Protocol::json_1_0   ? "1.0"
                          : service.protocol == aws::Protocol::json_1_1 ? "1.1"
                                                                        : ""},
          {"targetPrefix", service.target_prefix}};
}

json to_json(const aws::Paging& paging) {
  return {{"inputToken", paging.input_token},
          {"outputToken", paging.output_token},
          {"items", paging.items},
          {"limit", paging.limit},
          {"maxItems", paging.max_items}};
}

json to_json(const aws::Rate& rate) {
  return {{"perSecond", rate.per_second}, {"burst", rate.burst}};
}

json to_json(const Operation& operation) {
  json region_rates = json::object();
  for (const auto& [region, rate] : operation.region_rates) region_rates[std::string(region)] = to_json(rate);
  return {{"service", to_json(operation.service)},
          {"name", operation.name},
          {"method", operation.method},
          {"path", operation.path},
          {"headers", operation.headers},
          {"inputPayload", operation.input_payload},
          {"outputPayload", operation.output_payload},
          {"outputIsBytes", operation.output_is_bytes},
          {"outputHeaders", operation.output_headers},
          {"paging", operation.paging.input_token.empty() ? json() : to_json(operation.paging)},
          {"rate", operation.rate.per_second == 0 ? json() : to_json(operation.rate)},
          {"regionRates", region_rates},
          {"scope", aws::name(operation.resources.scope)},
          {"idempotent", operation.idempotent},
          {"permission", aws::action(operation)},
          {"datasets", datasets_of(operation)}};
}

}  // namespace

std::vector<std::string_view> datasets_of(const Operation& operation) {
  std::vector<std::string_view> datasets;
  for (const collect::Collector& collector : collect::table()) {
    if (std::ranges::find(collector.operations, &operation) != collector.operations.end()) {
      datasets.push_back(row_of(collector.dataset).name);
    }
  }
  return datasets;
}

json operation_catalogue() {
  json all = json::array();
  for (const Operation* operation : aws::operations()) all.push_back(to_json(*operation));
  return all;
}

}  // namespace app

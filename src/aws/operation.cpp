#include "aws/operation.hpp"

#include <algorithm>

namespace aws {

std::string_view name(Protocol protocol) {
  switch (protocol) {
    case Protocol::rest_json: return "rest-json";
    case Protocol::json_1_0:
    case Protocol::json_1_1: return "json";
    case Protocol::query: return "query";
    case Protocol::rest_xml: return "rest-xml";
  }
  return "";
}

std::string_view name(Scope scope) {
  switch (scope) {
    case Scope::any: return "any";
    case Scope::instance: return "instance";
    case Scope::region: return "region";
    case Scope::store: return "store";
  }
  return "";
}

std::string action(const Operation& operation) {
  const std::string_view permission = operation.iam_action.empty() ? operation.name : operation.iam_action;
  return std::string(operation.service.iam_prefix) + ":" + std::string(permission);
}

Rate rate_in(const Operation& operation, std::string_view region) {
  const auto found = std::ranges::find(operation.region_rates, region, &RegionRate::region);
  return found == operation.region_rates.end() ? operation.rate : found->rate;
}

}  // namespace aws

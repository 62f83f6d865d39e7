#include "aws/operation.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"

namespace aws {
namespace {

// Whether whoever is allowed the first is allowed the second.
bool takes_in(std::string_view wide, std::string_view narrow) {
  return wide == narrow || (wide.ends_with('*') && narrow.starts_with(wide.substr(0, wide.size() - 1)));
}

}  // namespace

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

std::string_view name(ResourceScope scope) {
  switch (scope) {
    case ResourceScope::any: return "any";
    case ResourceScope::instance: return "instance";
    case ResourceScope::region: return "region";
    case ResourceScope::store: return "store";
  }
  return "";
}

std::string action(const Operation& operation) {
  const std::string_view permission = operation.iam_action.empty() ? operation.name : operation.iam_action;
  return fmt::format("{}:{}", operation.service.iam_prefix, permission);
}

Rate rate_in(const Operation& operation, std::string_view region) {
  const auto found = std::ranges::find(operation.region_rates, region, &RegionRate::region);
  return found == operation.region_rates.end() ? operation.rate : found->rate;
}

std::optional<std::string> fill_in(std::string_view text, const Lookup& lookup) {
  std::string filled;
  while (!text.empty()) {
    const auto open = text.find('{');
    filled += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = text.find('}', open);
    const auto value = lookup(text.substr(open + 1, close - open - 1));
    if (!value) return std::nullopt;
    filled += *value;
    text.remove_prefix(close + 1);
  }
  return filled;
}

std::vector<std::string> arns(const Resources& resources, const Lookup& lookup) {
  std::vector<std::string> all;
  for (const std::string_view text : resources.arns) {
    auto arn = fill_in(text, lookup);
    if (!arn) throw base::Error(base::ErrorKind::internal, fmt::format("there is nothing to fill in {} with", text));
    const bool is_new = std::ranges::none_of(all, [&](const auto& earlier) { return takes_in(earlier, *arn); });
    if (is_new) all.push_back(std::move(*arn));
  }
  return all;
}

}  // namespace aws

#include "aws/price.hpp"

#include <algorithm>

#include "aws/operations/cloudwatch.hpp"
#include "aws/operations/pinpoint.hpp"
#include "base/error.hpp"

namespace aws {
namespace {

constexpr Price prices[] = {
    {"metric_requested", 0.01 / 1000, "metric asked for with GetMetricData",
     "https://aws.amazon.com/cloudwatch/pricing/", "2026-11-22"},
    {"number_validated", 0.006, "PhoneNumberValidate", "https://aws.amazon.com/pinpoint/pricing/", "2026-11-22"},
};

// Operations that are charged for by what they are asked: one unit a call, or one for each entry of a list.
struct Charge {
  const Operation* operation;
  std::string_view price;
  std::string_view list{};
};

constexpr Charge charges[] = {
    {&cloudwatch::get_metric_data, "metric_requested", "MetricDataQueries"},
    {&pinpoint::phone_number_validate, "number_validated"},
};

}  // namespace

const Price& price(std::string_view key) {
  const auto* found =
      std::find_if(std::begin(prices), std::end(prices), [&](const Price& one) { return one.key == key; });
  if (found == std::end(prices)) throw base::Error(base::ErrorKind::internal, "there is no price " + std::string(key));
  return *found;
}

double cost_usd(const Operation& operation, const nlohmann::json& input) {
  const std::string name = action(operation);
  for (const Charge& charge : charges) {
    if (action(*charge.operation) != name) continue;
    const auto list = charge.list.empty() ? input.end() : input.find(std::string(charge.list));
    return price(charge.price).usd * (list == input.end() ? 1.0 : double(list->size()));
  }
  return 0;
}

}  // namespace aws

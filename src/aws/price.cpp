#include "aws/price.hpp"

#include <nlohmann/json.hpp>
#include <numeric>

namespace aws {
namespace {

double capacity_units(const nlohmann::json& consumed) {
  if (consumed.is_array()) {
    return std::accumulate(consumed.begin(), consumed.end(), 0.0,
                           [](double sum, const auto& one) { return sum + capacity_units(one); });
  }
  const auto units = consumed.find("CapacityUnits");
  return units != consumed.end() && units->is_number() ? units->get<double>() : 0;
}

double units(const Charge& charge, const nlohmann::json& input, const nlohmann::json& output) {
  if (charge.by == ChargedBy::entry) {
    const auto list = input.find(charge.list);
    return list == input.end() ? 1 : double(list->size());
  }
  if (charge.by == ChargedBy::call) return 1;
  const auto consumed = output.find("ConsumedCapacity");
  return consumed == output.end() ? 0 : capacity_units(*consumed);
}

}  // namespace

double cost_usd(const Charge& charge, const nlohmann::json& input, const nlohmann::json& output) {
  return charge.price == nullptr ? 0 : charge.price->usd * units(charge, input, output);
}

}  // namespace aws

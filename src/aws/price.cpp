#include "aws/price.hpp"

#include <algorithm>
#include <numeric>

#include "aws/operations/cloudwatch.hpp"
#include "aws/operations/dynamodb.hpp"
#include "aws/operations/pinpoint.hpp"
#include "aws/operations/s3.hpp"
#include "base/error.hpp"

namespace aws {
namespace {

constexpr std::string_view s3_pricing = "https://aws.amazon.com/s3/pricing/";
constexpr std::string_view dynamodb_pricing = "https://aws.amazon.com/dynamodb/pricing/on-demand/";

constexpr Price prices[] = {
    {"metric_requested", 0.01 / 1000, "metric asked for with GetMetricData",
     "https://aws.amazon.com/cloudwatch/pricing/", "2026-11-22"},
    {"number_validated", 0.006, "PhoneNumberValidate", "https://aws.amazon.com/pinpoint/pricing/", "2026-11-22"},
    {"s3_gb_month", 0.023, "GB kept for a month in S3 Standard (the first 50 TB)", s3_pricing, "2026-11-22"},
    {"s3_write", 0.005 / 1000, "PUT, COPY, POST or LIST request to S3 Standard", s3_pricing, "2026-11-22"},
    {"s3_read", 0.0004 / 1000, "GET request to S3 Standard", s3_pricing, "2026-11-22"},
    {"dynamodb_write_unit", 0.625 / 1e6, "write request unit (1 KB), on demand", dynamodb_pricing, "2026-11-22"},
    {"dynamodb_read_unit", 0.125 / 1e6, "read request unit (4 KB), on demand", dynamodb_pricing, "2026-11-22"},
    {"dynamodb_gb_month", 0.25, "GB kept for a month in a table (the first 25 GB of an account are free)",
     dynamodb_pricing, "2026-11-22"},
};

enum class By { call, entry, capacity };

// Operations that are charged for: one unit a call, one for each entry of a list in the input, or the capacity that the
// answer says was consumed.
struct Charge {
  const Operation* operation;
  std::string_view price;
  By by = By::call;
  const char* list = "";
};

constexpr Charge charges[] = {
    {&cloudwatch::get_metric_data, "metric_requested", By::entry, "MetricDataQueries"},
    {&pinpoint::phone_number_validate, "number_validated"},
    {&s3::put_object, "s3_write"},
    {&s3::list_objects_v2, "s3_write"},
    {&s3::get_object, "s3_read"},
    {&s3::head_object, "s3_read"},
    {&dynamodb::put_item, "dynamodb_write_unit", By::capacity},
    {&dynamodb::batch_write_item, "dynamodb_write_unit", By::capacity},
    {&dynamodb::get_item, "dynamodb_read_unit", By::capacity},
    {&dynamodb::query, "dynamodb_read_unit", By::capacity},
    {&dynamodb::scan, "dynamodb_read_unit", By::capacity},
};

double capacity_units(const nlohmann::json& consumed) {
  if (consumed.is_array()) {
    return std::accumulate(consumed.begin(), consumed.end(), 0.0,
                           [](double sum, const auto& one) { return sum + capacity_units(one); });
  }
  const auto units = consumed.find("CapacityUnits");
  return units != consumed.end() && units->is_number() ? units->get<double>() : 0;
}

double units(const Charge& charge, const nlohmann::json& input, const nlohmann::json& output) {
  if (charge.by == By::entry) {
    const auto list = input.find(charge.list);
    return list == input.end() ? 1 : double(list->size());
  }
  if (charge.by == By::call) return 1;
  const auto consumed = output.find("ConsumedCapacity");
  return consumed == output.end() ? 0 : capacity_units(*consumed);
}

}  // namespace

const Price& price(std::string_view key) {
  const auto* found =
      std::find_if(std::begin(prices), std::end(prices), [&](const Price& one) { return one.key == key; });
  if (found == std::end(prices)) throw base::Error(base::ErrorKind::internal, "there is no price " + std::string(key));
  return *found;
}

double cost_usd(const Operation& operation, const nlohmann::json& input, const nlohmann::json& output) {
  for (const Charge& charge : charges) {
    const bool is_it =
        charge.operation->name == operation.name && charge.operation->service.name == operation.service.name;
    if (is_it) return price(charge.price).usd * units(charge, input, output);
  }
  return 0;
}

}  // namespace aws

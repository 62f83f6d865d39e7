#include "aws/operations/connect.hpp"
#include "collect/collector.hpp"
#include "collect/listed.hpp"

namespace collect {
namespace {

Dataset<model::HoursOfOperations> fetch_hours(Source& source) {
  return Dataset<model::HoursOfOperations>::of(listed(source, aws::connect::list_hours_of_operations));
}

}  // namespace

const Collector collectors::hours =
    collector<&Inventory::hours, fetch_hours>("flow", {&aws::connect::list_hours_of_operations});

}  // namespace collect

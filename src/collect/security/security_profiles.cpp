#include "aws/operations/connect.hpp"
#include "collect/collector.hpp"
#include "collect/listed.hpp"

namespace collect {
namespace {

Dataset<model::SecurityProfiles> fetch_security_profiles(Source& source) {
  return Dataset<model::SecurityProfiles>::of(listed(source, aws::connect::list_security_profiles));
}

}  // namespace

const Collector collectors::security_profiles = collector<&Inventory::security_profiles, fetch_security_profiles>(
    "security", {&aws::connect::list_security_profiles});

}  // namespace collect

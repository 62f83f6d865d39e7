#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace read = base::read;
using model::Integrations;

// All types at once.
Dataset<Integrations> fetch_integrations(Source& source) {
  Integrations found;
  std::int64_t unsaid = 0;
  aws::for_each_item(source.client, aws::connect::list_integration_associations,
                     {{"InstanceId", source.given.instance_ref.instance_id}}, [&](const nlohmann::json& item) {
                       found.push_back({read::text(item, "IntegrationType"), read::text(item, "IntegrationArn")});
                       unsaid += found.back().type.empty();
                     });
  if (unsaid == 0) return Dataset<Integrations>::of(std::move(found));
  const model::Gap gap{model::GapKind::malformed,
                       fmt::format("AWS did not say of which type {} of {} integrations are", unsaid, found.size()),
                       ""};
  return Dataset<Integrations>::partly(std::move(found), gap);
}

}  // namespace

const Collector collectors::integrations =
    collector<&Inventory::integrations, fetch_integrations>("ai", {&aws::connect::list_integration_associations});

}  // namespace collect

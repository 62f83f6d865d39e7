#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace read = base::read;
using nlohmann::json;

model::QueueDetail detail_of(const json& item) {
  return {.id = read::text(item, "QueueId"),
          .name = label(item, "Name"),
          .status = read::text(item, "Status"),
          .hours_id = read::text(item, "HoursOfOperationId"),
          .outbound_flow_id = read::text(read::object(item, "OutboundCallerConfig"), "OutboundFlowId")};
}

Dataset<model::QueueDetails> fetch_queue_details(Source& source) {
  model::QueueDetails found;
  aws::for_each_item(
      source.client, aws::connect::search_queues,
      {{"InstanceId", source.given.instance_ref.instance_id}, {"SearchCriteria", {{"QueueTypeCondition", "STANDARD"}}}},
      [&](const json& item) { found.push_back(detail_of(item)); });
  return Dataset<model::QueueDetails>::of(std::move(found));
}

}  // namespace

const Collector collectors::queue_details =
    collector<&Inventory::queue_details, fetch_queue_details>("flow", {&aws::connect::search_queues});

}  // namespace collect

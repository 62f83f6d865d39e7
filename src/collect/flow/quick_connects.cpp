#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace read = base::read;
using nlohmann::json;

model::QuickConnect quick_connect_of(const json& item) {
  const json& config = read::object(item, "QuickConnectConfig");
  model::QuickConnect found{.id = read::text(item, "QuickConnectId"),
                            .arn = read::text(item, "QuickConnectARN"),
                            .name = label(item, "Name"),
                            .type = read::text(config, "QuickConnectType"),
                            .queue_id = read::text(read::object(config, "QueueConfig"), "QueueId"),
                            .flow_id = ""};
  for (const char* of_type : {"UserConfig", "QueueConfig", "FlowConfig"}) {
    const std::string flow_id = read::text(read::object(config, of_type), "ContactFlowId");
    if (!flow_id.empty()) found.flow_id = flow_id;
  }
  return found;
}

Dataset<model::QuickConnects> fetch_quick_connects(Source& source) {
  model::QuickConnects found;
  aws::for_each_item(source.client, aws::connect::search_quick_connects,
                     {{"InstanceId", source.given.instance_ref.instance_id}},
                     [&](const json& item) { found.push_back(quick_connect_of(item)); });
  return Dataset<model::QuickConnects>::of(std::move(found));
}

}  // namespace

const Collector collectors::quick_connects =
    collector<&Inventory::quick_connects, fetch_quick_connects>("flow", {&aws::connect::search_quick_connects});

}  // namespace collect

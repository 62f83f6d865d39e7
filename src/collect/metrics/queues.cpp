#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace read = base::read;

Dataset<model::Queues> fetch_queues(Source& source) {
  model::Queues found;
  aws::for_each_item(source.client, aws::connect::list_queues,
                     {{"InstanceId", source.given.instance_ref.instance_id}, {"QueueTypes", {"STANDARD"}}},
                     [&](const nlohmann::json& item) {
                       if (read::optional_text(item, "QueueType").value_or("STANDARD") != "STANDARD") return;
                       found.push_back({read::text(item, "Id"), read::text(item, "Arn"), label(item, "Name")});
                     });
  return Dataset<model::Queues>::of(std::move(found));
}

}  // namespace

const Collector collectors::queues =
    collector<&Inventory::queues, fetch_queues>("metrics", {&aws::connect::list_queues});

}  // namespace collect

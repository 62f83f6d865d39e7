#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::QuickConnectsOfQueues;

std::vector<std::string> quick_connects_of(Source& source, const std::string& queue_id) {
  std::vector<std::string> ids;
  aws::for_each_item(source.client, aws::connect::list_queue_quick_connects,
                     {{"InstanceId", source.given.instance_ref.instance_id}, {"QueueId", queue_id}},
                     [&](const nlohmann::json& item) { ids.push_back(base::read::text(item, "Id")); });
  return ids;
}

// Without quick connects there is nothing to ask the queues for.
Dataset<QuickConnectsOfQueues> fetch_queue_quick_connects(Source& source,
                                                          const Dataset<model::QuickConnects>& quick_connects,
                                                          const Dataset<model::Queues>& queues) {
  if (!quick_connects.known())
    return Dataset<QuickConnectsOfQueues>::missing(needs_other("list of quick connects", quick_connects.gap));
  if (quick_connects.complete() && quick_connects.value->empty()) return Dataset<QuickConnectsOfQueues>::of({});
  if (!queues.known()) return Dataset<QuickConnectsOfQueues>::missing(needs_other("list of queues", queues.gap));
  QuickConnectsOfQueues found;
  source.steps.expect("queues", queues.value->size(), &aws::connect::list_queue_quick_connects);
  ItemGaps gaps;
  for (const model::Queue& queue : *queues.value) {
    auto& of_queue = found[queue.id];
    of_queue.gap = gaps.of([&] { of_queue.ids = quick_connects_of(source, queue.id); });
    source.steps.done();
  }
  return gaps.dataset(std::move(found), "lists of a queue's quick connects");
}

}  // namespace

const Collector collectors::queue_quick_connects =
    collector<&Inventory::queue_quick_connects, fetch_queue_quick_connects, &Inventory::quick_connects,
              &Inventory::queues>("flow", {&aws::connect::list_queue_quick_connects}, Asks::each_item);

}  // namespace collect

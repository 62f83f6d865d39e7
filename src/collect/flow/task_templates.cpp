#include <algorithm>
#include <nlohmann/json.hpp>

#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

using model::TaskTemplate;
using model::TaskTemplates;
using nlohmann::json;
namespace connect = aws::connect;
namespace read = base::read;

TaskTemplates list_templates(Source& source) {
  TaskTemplates found;
  aws::for_each_item(source.client, connect::list_task_templates,
                     {{"InstanceId", source.given.instance_ref.instance_id}}, [&](const json& item) {
                       TaskTemplate& one = found.emplace_back();
                       one.id = needed(item, "Id", connect::list_task_templates);
                       one.name = label(item, "Name");
                       one.status = read::text(item, "Status");
                     });
  return found;
}

// The list does not say where tasks start.
void read_flows(Source& source, TaskTemplate& one) {
  const json answer = source.client.call(
      connect::get_task_template, {{"InstanceId", source.given.instance_ref.instance_id}, {"TaskTemplateId", one.id}});
  one.flow_id = read::text(answer, "ContactFlowId");
  one.self_assign_flow_id = read::text(answer, "SelfAssignFlowId");
}

Dataset<TaskTemplates> fetch_task_templates(Source& source) {
  TaskTemplates templates = list_templates(source);
  source.steps.expect("task templates",
                      std::size_t(std::ranges::count_if(templates, [](const auto& one) { return is_in_use(one); })),
                      &connect::get_task_template);
  ItemGaps gaps;
  const auto unasked = no_calls_for_items(source.given.settings);
  for (TaskTemplate& one : templates) {
    if (!is_in_use(one)) continue;
    one.gap = unasked ? unasked : gaps.of([&] { read_flows(source, one); });
    source.steps.done();
  }
  auto gap = gap_of_items(templates, "task templates");
  return {std::move(templates), std::move(gap)};
}

}  // namespace

const Collector collectors::task_templates = collector<&Inventory::task_templates, fetch_task_templates>(
    "flow", {&connect::list_task_templates, &connect::get_task_template});

}  // namespace collect

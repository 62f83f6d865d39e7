#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/datasets.hpp"
#include "collect/flow/contents.hpp"

namespace collect {

using model::FlowClass;
namespace connect = aws::connect;

Dataset<model::FlowContents> module_contents(Source& source, const Dataset<model::FlowSummaries>& modules) {
  if (!modules.known()) {
    return Dataset<model::FlowContents>::missing(needs_other("list of flow modules", modules.gap));
  }
  FoundContents found = search_contents(source, connect::search_contact_flow_modules, "FlowModuleContentSha256");
  model::FlowContents contents;
  ItemGaps gaps;
  for (const model::FlowSummary& module : *modules.value) {
    if (model::classify(module) != FlowClass::live) continue;
    const auto searched = found.find(module.id);
    if (searched != found.end()) {
      contents[module.id] = std::move(searched->second);
      continue;
    }
    model::FlowContent& content = contents[module.id];
    auto gap = gaps.of([&] {
      const nlohmann::json answer = source.client.call(
          connect::describe_contact_flow_module,
          {{"InstanceId", source.given.instance_ref.instance_id}, {"ContactFlowModuleId", module.id}});
      content = content_from(base::read::object(answer, "ContactFlowModule"), "FlowModuleContentSha256");
    });
    if (gap) content.gap = std::move(gap);
  }
  auto gap = gap_of_items(contents, "flow modules");
  return {std::move(contents), std::move(gap)};
}

}  // namespace collect

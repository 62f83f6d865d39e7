#include "aws/operations/connect.hpp"
#include "base/json/read.hpp"
#include "collect/datasets.hpp"
#include "collect/flow/contents.hpp"

namespace collect {

using model::FlowClass;
namespace connect = aws::connect;

// What is set apart (archived, AWS's own) is not read. A flow that was never published answers only for its saved
// version.
Dataset<model::FlowContents> flow_contents(Source& source, const Dataset<model::FlowSummaries>& flows) {
  if (!flows.known()) {
    return Dataset<model::FlowContents>::missing(needs_other("list of flows", flows.gap));
  }
  FoundContents found = search_contents(source, connect::search_contact_flows, "FlowContentSha256");
  model::FlowContents contents;
  ItemGaps gaps;
  for (const model::FlowSummary& flow : *flows.value) {
    const FlowClass flow_class = model::classify(flow);
    if (flow_class != FlowClass::live && flow_class != FlowClass::draft) continue;
    const auto searched = found.find(flow.id);
    if (flow_class == FlowClass::live && searched != found.end()) {
      contents[flow.id] = std::move(searched->second);
      continue;
    }
    const std::string version = flow_class == FlowClass::draft ? ":$SAVED" : "";
    model::FlowContent& content = contents[flow.id];
    auto gap = gaps.of([&] {
      const nlohmann::json answer = source.client.call(
          connect::describe_contact_flow,
          {{"InstanceId", source.given.instance_ref.instance_id}, {"ContactFlowId", flow.id + version}});
      content = content_from(base::read::object(answer, "ContactFlow"), "FlowContentSha256");
    });
    if (gap) content.gap = std::move(gap);
  }
  auto gap = gap_of_items(contents, "flows");
  return {std::move(contents), std::move(gap)};
}

}  // namespace collect

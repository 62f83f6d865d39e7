#include <fmt/format.h>
#include <unordered_map>

#include "aws/operations/connect.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/log.hpp"
#include "collect/datasets.hpp"
#include "collect/flow_content.hpp"

namespace collect {
namespace {

using model::FlowClass;
using model::FlowContent;
using model::FlowContents;
using model::FlowSummary;
using model::Gap;
using model::GapKind;
using nlohmann::json;
namespace connect = aws::connect;
namespace read = base::read;

using Summaries = std::vector<FlowSummary>;

FlowContent content_from(const json& item, const char* sha_key) {
  FlowContent content;
  content.status = read::text(item, "Status");
  content.sha256 = read::text(item, sha_key);
  content.graph = parse_flow_content(read::text(item, "Content"));
  if (!content.graph) content.gap = Gap{GapKind::malformed, "its content is not in Amazon Connect's flow language", ""};
  return content;
}

// What a search found: contents by the id of the flow or module.
using Found = std::unordered_map<std::string, FlowContent>;

// One page of a search carries what would cost a hundred calls at two a second. Only what is published is taken from
// it, and AWS may leave the content out: whatever is not found here is described on its own. That holds for a search
// that fails as well.
Found search_contents(Source& source, const aws::Operation& operation, const char* sha_key) {
  Found found;
  try {
    aws::for_each_item(source.client, operation, {{"InstanceId", source.given.instance_ref.instance_id}},
                       [&](const json& item) {
                         FlowContent content = content_from(item, sha_key);
                         if (content.status != "PUBLISHED" || !content.graph) return;
                         found[read::text(item, "Id")] = std::move(content);
                       });
  } catch (const base::Error& error) {
    if (error.kind() == base::ErrorKind::deadline) throw;
    base::log::debug(fmt::format("describing flows one by one: {}", error.what()));
  }
  return found;
}

// Reads one flow or module; an error other than "not allowed" leaves only this one unknown.
template <typename Read>
FlowContent read_one(ItemGaps& gaps, Read read_content) {
  FlowContent content;
  content.gap = gaps.given_up();
  if (content.gap) return content;
  try {
    content = read_content();
    gaps.answered();
  } catch (const base::Error& error) {
    content.gap = gaps.after(error);
  }
  return content;
}

}  // namespace

Dataset<Summaries> flows(Source& source) {
  Summaries found;
  aws::for_each_item(source.client, connect::list_contact_flows,
                     {{"InstanceId", source.given.instance_ref.instance_id}}, [&](const json& item) {
                       found.push_back({read::text(item, "Id"), read::text(item, "Arn"), label(item, "Name"),
                                        read::text(item, "ContactFlowType"), read::text(item, "ContactFlowState"),
                                        read::text(item, "ContactFlowStatus")});
                     });
  return Dataset<Summaries>::of(std::move(found));
}

Dataset<Summaries> modules(Source& source) {
  Summaries found;
  aws::for_each_item(source.client, connect::list_contact_flow_modules,
                     {{"InstanceId", source.given.instance_ref.instance_id}}, [&](const json& item) {
                       found.push_back({read::text(item, "Id"), read::text(item, "Arn"), label(item, "Name"), "MODULE",
                                        read::text(item, "State"), ""});
                     });
  return Dataset<Summaries>::of(std::move(found));
}

// What is set apart (archived, AWS's own) is not read. A flow that was never published answers only for its saved
// version.
Dataset<FlowContents> flow_contents(Source& source, const Dataset<Summaries>& flows) {
  if (!flows.known()) {
    return Dataset<FlowContents>::missing(needs_other("list of flows", flows.gap));
  }
  Found found = search_contents(source, connect::search_contact_flows, "FlowContentSha256");
  FlowContents contents;
  ItemGaps gaps;
  for (const FlowSummary& flow : *flows.value) {
    const FlowClass flow_class = model::classify(flow);
    if (flow_class != FlowClass::live && flow_class != FlowClass::draft) continue;
    const auto searched = found.find(flow.id);
    if (flow_class == FlowClass::live && searched != found.end()) {
      contents[flow.id] = std::move(searched->second);
      continue;
    }
    const std::string version = flow_class == FlowClass::draft ? ":$SAVED" : "";
    contents[flow.id] = read_one(gaps, [&] {
      const json answer = source.client.call(
          connect::describe_contact_flow,
          {{"InstanceId", source.given.instance_ref.instance_id}, {"ContactFlowId", flow.id + version}});
      return content_from(read::object(answer, "ContactFlow"), "FlowContentSha256");
    });
  }
  auto gap = gap_of_items(contents, "flows");
  return {std::move(contents), std::move(gap)};
}

Dataset<FlowContents> module_contents(Source& source, const Dataset<Summaries>& modules) {
  if (!modules.known()) {
    return Dataset<FlowContents>::missing(needs_other("list of flow modules", modules.gap));
  }
  Found found = search_contents(source, connect::search_contact_flow_modules, "FlowModuleContentSha256");
  FlowContents contents;
  ItemGaps gaps;
  for (const FlowSummary& module : *modules.value) {
    if (model::classify(module) != FlowClass::live) continue;
    const auto searched = found.find(module.id);
    if (searched != found.end()) {
      contents[module.id] = std::move(searched->second);
      continue;
    }
    contents[module.id] = read_one(gaps, [&] {
      const json answer = source.client.call(
          connect::describe_contact_flow_module,
          {{"InstanceId", source.given.instance_ref.instance_id}, {"ContactFlowModuleId", module.id}});
      return content_from(read::object(answer, "ContactFlowModule"), "FlowModuleContentSha256");
    });
  }
  auto gap = gap_of_items(contents, "flow modules");
  return {std::move(contents), std::move(gap)};
}

}  // namespace collect

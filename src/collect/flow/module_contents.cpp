#include "aws/operations/connect.hpp"
#include "collect/collector.hpp"
#include "collect/flow/contents.hpp"

namespace collect {
namespace {

Dataset<model::FlowContents> fetch_module_contents(Source& source, const Dataset<model::FlowSummaries>& modules) {
  static constexpr ContentKind kind = {"flow modules",
                                       &aws::connect::search_contact_flow_modules,
                                       &aws::connect::describe_contact_flow_module,
                                       "ContactFlowModuleId",
                                       "ContactFlowModule",
                                       "FlowModuleContentSha256"};
  return read_contents(source, kind, modules, {});
}

}  // namespace

const Collector collectors::module_contents =
    collector<&Inventory::module_contents, fetch_module_contents, &Inventory::modules>(
        "flow", {&aws::connect::search_contact_flow_modules, &aws::connect::describe_contact_flow_module});

}  // namespace collect

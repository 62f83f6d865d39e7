#include "aws/operations/connect.hpp"
#include "collect/datasets.hpp"
#include "collect/flow/contents.hpp"

namespace collect {

Dataset<model::FlowContents> module_contents(Source& source, const Dataset<model::FlowSummaries>& modules) {
  static constexpr ContentKind kind = {"flow modules",
                                       &aws::connect::search_contact_flow_modules,
                                       &aws::connect::describe_contact_flow_module,
                                       "ContactFlowModuleId",
                                       "ContactFlowModule",
                                       "FlowModuleContentSha256"};
  return read_contents(source, kind, modules, {});
}

}  // namespace collect

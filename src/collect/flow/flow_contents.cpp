#include "aws/operations/connect.hpp"
#include "collect/datasets.hpp"
#include "collect/flow/contents.hpp"

namespace collect {

Dataset<model::FlowContents> flow_contents(Source& source, const Dataset<model::FlowSummaries>& flows,
                                           const Dataset<model::FlowAssociations>& associations) {
  static constexpr ContentKind kind = {"flows",
                                       &aws::connect::search_contact_flows,
                                       &aws::connect::describe_contact_flow,
                                       "ContactFlowId",
                                       "ContactFlow",
                                       "FlowContentSha256"};
  return read_contents(source, kind, flows, model::entry_flows(associations));
}

}  // namespace collect

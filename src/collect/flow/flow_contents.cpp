#include "aws/operations/connect.hpp"
#include "collect/collector.hpp"
#include "collect/flow/contents.hpp"

namespace collect {
namespace {

Dataset<model::FlowContents> fetch_flow_contents(Source& source, const Dataset<model::FlowSummaries>& flows,
                                                 const Dataset<model::FlowAssociations>& associations,
                                                 const Dataset<model::MessageFlows>& messages) {
  static constexpr ContentKind kind = {"flows",
                                       &aws::connect::search_contact_flows,
                                       &aws::connect::describe_contact_flow,
                                       "ContactFlowId",
                                       "ContactFlow",
                                       "FlowContentSha256"};
  return read_contents(source, kind, flows, model::entry_flows(associations, messages));
}

}  // namespace

const Collector collectors::flow_contents = collector<&Inventory::flow_contents, fetch_flow_contents, &Inventory::flows,
                                                      &Inventory::flow_associations, &Inventory::message_flows>(
    "flow", {&aws::connect::search_contact_flows, &aws::connect::describe_contact_flow});

}  // namespace collect

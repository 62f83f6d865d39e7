#include "collect/collector.hpp"
#include "collect/flow/contents.hpp"

namespace collect {
namespace {

Dataset<model::FlowContents> fetch_flow_contents(Source& source, const Dataset<model::FlowSummaries>& flows,
                                                 const Dataset<model::FlowAssociations>& associations,
                                                 const Dataset<model::MessageFlows>& messages) {
  return read_contents(source, flow_kind, flows, model::entry_flows(associations, messages));
}

}  // namespace

const Collector collectors::flow_contents =
    collector<&Inventory::flow_contents, fetch_flow_contents, &Inventory::flows, &Inventory::flow_associations,
              &Inventory::message_flows>("flow", {flow_kind.search, flow_kind.describe});

}  // namespace collect

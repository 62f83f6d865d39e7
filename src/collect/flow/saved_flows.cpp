#include "collect/collector.hpp"
#include "collect/flow/contents.hpp"

namespace collect {
namespace {

Dataset<model::SavedVersions> fetch_saved_flows(Source& source, const Dataset<model::FlowContents>& published) {
  return read_saved_versions(source, flow_kind, published);
}

}  // namespace

const Collector collectors::saved_flows =
    collector<&Inventory::saved_flows, fetch_saved_flows, &Inventory::flow_contents>("flow", {flow_kind.describe},
                                                                                     Asks::each_item);

}  // namespace collect

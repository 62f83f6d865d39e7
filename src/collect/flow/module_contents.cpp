#include "collect/collector.hpp"
#include "collect/flow/contents.hpp"

namespace collect {
namespace {

Dataset<model::FlowContents> fetch_module_contents(Source& source, const Dataset<model::FlowSummaries>& modules) {
  return read_contents(source, module_kind, modules, {});
}

}  // namespace

const Collector collectors::module_contents =
    collector<&Inventory::module_contents, fetch_module_contents, &Inventory::modules>(
        "flow", {module_kind.search, module_kind.describe});

}  // namespace collect

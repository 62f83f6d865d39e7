#include "collect/collector.hpp"
#include "collect/flow/contents.hpp"

namespace collect {
namespace {

Dataset<model::SavedVersions> fetch_saved_modules(Source& source, const Dataset<model::FlowContents>& published) {
  return read_saved_versions(source, module_kind, published);
}

}  // namespace

const Collector collectors::saved_modules =
    collector<&Inventory::saved_modules, fetch_saved_modules, &Inventory::module_contents>(
        "flow", {module_kind.describe}, Asks::each_item);

}  // namespace collect

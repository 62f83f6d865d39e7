// The maps of flows that a report shows: of each flow and module with a fail or a warning, from what the review kept of
// its flows. Any thread that may use the store.
#pragma once

#include "formats/beside.hpp"
#include "model/inventory.hpp"
#include "model/review.hpp"
#include "store/store.hpp"

namespace app {

// Without what was kept there are none; what cannot be read of it is said, and ends no report.
formats::FlowMaps report_maps(store::Store& store, const model::Review& review);

// The same of an inventory.
formats::FlowMaps report_maps(const model::Inventory& inventory, const model::Review& review);

}  // namespace app

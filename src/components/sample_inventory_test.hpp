// A made-up instance of middling size for the tests of components and reports: seventy queues, ninety flows, sixty
// numbers and two weeks of hourly metrics with gaps. The same every time.
#pragma once

#include "model/inventory.hpp"

namespace components {

model::Inventory sample_inventory();

// Nothing could be read: every dataset is denied.
model::Inventory denied_inventory();

}  // namespace components

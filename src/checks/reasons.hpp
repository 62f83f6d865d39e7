// Why a dataset is not known, or not all of it, with the data in words before what AWS or the collector said. Pure
// functions.
#pragma once

#include <optional>

#include "model/inventory.hpp"

namespace checks {

// "could not read the list of flows: …"
model::Gap why_unknown(model::DatasetId dataset, const std::optional<model::Gap>& gap);

// "only a part was read of the list of flows: …"
model::Gap why_in_part(model::DatasetId dataset, const model::Gap& gap);

}  // namespace checks

// Why a dataset is not known that a check does not need, but would have judged by. Pure functions.
#pragma once

#include <optional>

#include "model/inventory.hpp"

namespace checks {

// "could not read the list of flows: …"
model::Gap why_unknown(model::DatasetId dataset, const std::optional<model::Gap>& gap);

}  // namespace checks

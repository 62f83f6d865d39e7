// Which datasets a component rests on, computed from the rows of its facts, its checks and the collectors. Pure
// functions.
#pragma once

#include <set>

#include "components/component.hpp"

namespace app {

// What a component waits for: what its facts and its checks may read, and the instance, which all findings name.
std::set<model::DatasetId> datasets_of(const components::Component& component);

// These datasets and those that their collectors need.
std::set<model::DatasetId> with_needs(const std::set<model::DatasetId>& datasets);

}  // namespace app

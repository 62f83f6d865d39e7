// Maps of the flows that have problems, folded in the section of flows. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "formats/beside.hpp"
#include "formats/html/places.hpp"
#include "page/view.hpp"

namespace formats {

// For maps.mustache. The marks on them link to the findings.
page::View maps_view(const model::Review& review, const FlowMaps& flows, const Places& places);

}  // namespace formats

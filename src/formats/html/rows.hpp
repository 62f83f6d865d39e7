// Findings that nobody has to act on, in tables in which those that are alike share a row. Pure functions.
#pragma once

#include <vector>

#include "formats/html/places.hpp"
#include "model/groups.hpp"
#include "page/view.hpp"

namespace formats {

// Of what was not assessed, that for which somebody must do something first. One table, or none without findings.
// `places` learns which findings share a row.
page::Views not_assessed_table(const std::vector<model::Group>& groups, Places& places);

// Findings that somebody accepted, a row each, with why and until when.
page::Views muted_table(const std::vector<const model::Finding*>& findings, Places& places);

// The same of findings that need nothing, in the order of model::comes_before.
page::Views quiet_table(const std::vector<const model::Finding*>& findings, Places& places);

}  // namespace formats

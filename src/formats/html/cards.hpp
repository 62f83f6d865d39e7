// Findings that need action as cards for group.mustache, one for those of one check. Pure functions.
#pragma once

#include "formats/html/places.hpp"
#include "model/groups.hpp"
#include "page/view.hpp"

namespace formats {

// Where the card stands and what it says first: "104 of 100 quick connects used, and 2 more".
Link link_to(const model::Group& group, Places& places);

// What its findings have in common once; more than three are a table. `link` is link_to() of the group. One that is not
// open shows its headline and what to do in a line.
page::View card(const model::Group& group, const Link& link, const Places& places, bool open);

}  // namespace formats

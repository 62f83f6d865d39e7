// The problems of a map as a list beside its picture: what each is, with links to the boxes that it is about. Pure
// function.
#pragma once

#include "page/map.hpp"
#include "page/map_picture.hpp"
#include "page/view.hpp"

namespace page {

// One for each problem: a badge, problem_text, problem_anchor, where.
Views problem_views(const Map& map, const Picture& picture);

}  // namespace page

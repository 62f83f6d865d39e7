// The problems of a map as a list beside its picture: what each is, with links to the boxes that it is about. Pure
// function.
#pragma once

#include "page/map.hpp"
#include "page/map_picture.hpp"
#include "page/view.hpp"

namespace page {

// The box to look at first: the first one of the first problem that has any. `none` where no box has a mark.
std::size_t first_problem_box(const Map& map);

// Where that box is in the picture, for the mark at which a page opens it; empty without one.
Views first_problem_views(const Map& map, const Picture& picture);

// One for each problem: a badge, problem_text, problem_anchor, where.
Views problem_views(const Map& map, const Picture& picture);

}  // namespace page

// The drawing of a map: how large its boxes are, where they go, and what stands in them, as a View for
// map_picture.mustache. Pure function.
#pragma once

#include "layout/placement.hpp"
#include "page/map.hpp"
#include "page/view.hpp"

namespace page {

struct Picture {
  View view;
  double width = 0, height = 0;
  std::vector<std::string> anchors;  // of the boxes
  std::vector<layout::Area> boxes;   // where they are
};

// By which other boxes and the list of problems refer to it; empty when it has none.
std::string number_of(const MapBox& box);

// The anchor of a problem in the list beside the picture.
std::string problem_anchor(std::size_t problem);

// Where a page has more than one picture.
struct PictureAnchors {
  std::string prefix{};                 // of those of the boxes
  std::vector<std::string> problems{};  // by number; empty: those of problem_anchor
};

Picture picture_of(const Map& map, const PictureAnchors& anchors = {});

}  // namespace page

// A component's section: in which state its document is, its facts, and links to what its checks found. Every component
// of the table has one, whatever became of it. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "formats/html/places.hpp"
#include "page/view.hpp"

namespace formats {

// Where a component's findings are told.
struct Pointers {
  std::vector<Link> action;
  std::vector<Link> not_assessed;
};

page::View component_view(const Section& section, const model::Review& review, page::Anchors& anchors,
                          const Pointers& pointers);

}  // namespace formats

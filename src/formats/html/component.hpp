// A component's section: in which state its document is, its facts, and the findings that need nothing. Every component
// of the table has one, whatever became of it. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "components/instance/facts.hpp"
#include "formats/table.hpp"
#include "page/anchors.hpp"
#include "page/view.hpp"

namespace formats {

// A component's section of the page.
struct Section {
  std::string component;
  std::string title;
  std::string anchor;
};

// Those of the table in its order, then what else has a document or could not be read.
std::vector<Section> sections(const model::Review& review, page::Anchors& anchors);

// A link to where a finding group of this component is told.
struct Pointer {
  std::string anchor;
  std::string label;
  bool open = false;  // not assessed
};

page::View component_view(const Section& section, const model::Review& review, page::Anchors& anchors,
                          const std::vector<Pointer>& pointers);

}  // namespace formats

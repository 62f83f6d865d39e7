// Findings as views for the templates group.mustache and quiet.mustache. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "model/groups.hpp"
#include "page/view.hpp"

namespace formats {

// A group with what all its findings have in common said once. `anchor` is unique on the page; `section` is the anchor
// of its component's section, empty when it has none.
page::View group_view(const model::Group& group, const std::string& anchor, const std::string& section);

// A compact table of findings that need nothing.
page::View quiet_table(const std::vector<const model::Finding*>& findings);

// What the resource is called: its name, or its key while it has none.
std::string resource_name(const model::Resource& resource);

}  // namespace formats

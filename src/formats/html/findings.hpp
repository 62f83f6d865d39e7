// What cards and tables of findings share. Pure functions.
#pragma once

#include <string>

#include "model/finding.hpp"

namespace formats {

// What the resource is called: its name, or its key while it has none.
std::string resource_name(const model::Resource& resource);

// What to do in a few words. Documents of earlier versions hold none: then the first sentence of the remedy.
std::string action_text(const model::Finding& finding);

// The classes by which the filters find it: style.css has a rule for each.
std::string filter_classes(const model::Finding& finding);

}  // namespace formats

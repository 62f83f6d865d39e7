// Filling a template. The only way by which HTML is written. Pure function.
#pragma once

#include <string>
#include <string_view>

#include "page/view.hpp"

namespace page {

// The template in assets/`file_name`, with {{> other.mustache}} replaced by that file, filled with `view`. Every text
// is escaped for HTML. Throws base::Error(internal) for a template that is wrong.
std::string render(std::string_view file_name, const View& view);

}  // namespace page

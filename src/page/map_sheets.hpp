// A large picture on sheets of paper: in parts that can be read, beside the whole that cannot. Pure function.
#pragma once

#include "page/map_picture.hpp"

namespace page {

// For map_page.mustache; none for a picture that one sheet holds.
Views sheets_of(const Picture& picture);

}  // namespace page

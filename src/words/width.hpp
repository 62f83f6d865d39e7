// How many columns a text takes on a terminal. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace words {

// East Asian wide characters and emoji take two columns, combining marks none. Bytes that are not UTF-8 take one each.
std::size_t columns(std::string_view text);

// Cut with an ellipsis when it is wider than `width`.
std::string shortened(std::string_view text, std::size_t width);

// The same, filled up with spaces when it is narrower.
std::string fitted(std::string_view text, std::size_t width);

// Lines of at most `width` columns, broken at spaces; a word that is wider is broken where it must.
std::string wrapped(std::string_view text, std::size_t width, std::string_view indent);

}  // namespace words

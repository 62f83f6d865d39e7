// Texts for what shows ASCII alone: a terminal in the C locale, a manual page. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace words {

// Punctuation by what it is typed as, letters without their accents, and a question mark for all else.
std::string ascii(std::string_view text);

}  // namespace words

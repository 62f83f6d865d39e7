// Patterns as shells have them for names: `*` is any run of characters, `?` any one, `\` takes the next as it is.
// Pure function, in time proportional to the product of both lengths at worst.
#pragma once

#include <string_view>

namespace base {

// Whether the pattern fits the whole text; capitals count. A character is a code point of UTF-8.
bool fits(std::string_view pattern, std::string_view text);

}  // namespace base

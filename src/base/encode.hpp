// Text encodings. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace base {

std::string to_hex(std::string_view bytes);

std::string to_base64(std::string_view bytes);

// RFC 3986: everything but letters, digits and "-._~" becomes %XX.
std::string percent_encode(std::string_view bytes);

// What is no %XX stays as it is.
std::string percent_decode(std::string_view text);

// The same text with every byte that is not part of valid UTF-8 replaced by U+FFFD and control characters other than
// line feed and tab left out, cut after `max_characters` code points (with an ellipsis) when it is longer.
std::string printable(std::string_view text, std::size_t max_characters);

// One POSIX shell word that means exactly `text`.
std::string shell_quote(std::string_view text);

}  // namespace base

// Which stored values may become links. Pure functions.
#pragma once

#include <string_view>

namespace page {

// True for https:// and a plain host name with any path, query and fragment of printable ASCII; no user name, port,
// space or quotation mark. Everything else is shown as text.
bool is_safe_link(std::string_view url);

}  // namespace page

// Opens reports for a person, with whatever program the desktop has for them. The main thread only.
#pragma once

#include <optional>
#include <string>

#include "base/environment.hpp"

namespace cli {

// Whether there is one to open them on: without, an opener may start a browser in the terminal itself.
bool has_desktop(const base::Environment& environment);

// Nothing when it was opened, else why not. The link is a URL or a file.
std::optional<std::string> open_on_desktop(const std::string& link);

}  // namespace cli

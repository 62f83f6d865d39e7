// One way to write JSON, so that equal documents are equal bytes. Pure function.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace base {

// The same bytes for the same document: members ordered by name, UTF-8 as it is, invalid UTF-8 replaced by U+FFFD.
std::string canonical(const nlohmann::json& json);

}  // namespace base

// What is known of Lambda's runtimes. Pure function.
#pragma once

#include <optional>
#include <string_view>

namespace model {

// The day from which on a runtime is deprecated, "2026-06-30"; nothing of one that is newer than this table.
std::optional<std::string_view> deprecated_from(std::string_view runtime);

}  // namespace model

// How deep a text of JSON is nested, before anything of it is built: nlohmann::json copies and writes by recursion.
#pragma once

#include <string_view>

namespace base {

inline constexpr int deepest_json = 100;  // AWS's answers, flows and our documents have some ten levels

// How many brackets are open at the same time at most, strings apart; of any text.
int depth_of_json(std::string_view text);

}  // namespace base

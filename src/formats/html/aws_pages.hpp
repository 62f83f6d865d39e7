// AWS's documentation by the titles of its pages, which say more than their addresses. Pure function, for any thread.
#pragma once

#include <string>
#include <string_view>

namespace formats {

// The page's title; for one that is not in the table, the words of its address.
std::string page_title(std::string_view url);

}  // namespace formats

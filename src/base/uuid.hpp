// How ids are written that AWS and the flow designer make up. A pure function.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/text.hpp"

namespace base {

// "44e64afb-4559-567f-ac8a-de7b35aad289"
constexpr bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

}  // namespace base

#include "page/anchors.hpp"

#include <fmt/format.h>

namespace page {

std::string Anchors::unique(std::string_view wanted) {
  constexpr std::size_t longest = 60;
  std::string id;
  for (const char c : wanted.substr(0, longest)) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (plain) id += c;
  }
  if (id.empty() || !((id[0] >= 'a' && id[0] <= 'z') || (id[0] >= 'A' && id[0] <= 'Z'))) id.insert(0, "at-");
  std::string candidate = id;
  for (int n = 2; taken_.contains(candidate); ++n) candidate = fmt::format("{}.{}", id, n);
  taken_.insert(candidate);
  return candidate;
}

}  // namespace page

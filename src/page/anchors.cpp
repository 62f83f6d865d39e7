#include "page/anchors.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace page {

std::string Anchors::unique(std::string_view wanted) {
  constexpr std::size_t longest = 60;
  std::string id;
  for (const char c : wanted.substr(0, longest)) {
    const bool plain = base::is_alphanumeric(c) || c == '-' || c == '_';
    if (plain) id += c;
  }
  if (id.empty() || !base::is_letter(id[0])) id.insert(0, "at-");
  std::string candidate = id;
  for (int n = 2; taken_.contains(candidate); ++n) candidate = fmt::format("{}.{}", id, n);
  taken_.insert(candidate);
  return candidate;
}

}  // namespace page

#include "base/arn.hpp"

#include <algorithm>

namespace base {

std::string_view arn_field(std::string_view arn, std::size_t field) {
  constexpr std::ptrdiff_t least_colons = 5;
  if (!arn.starts_with("arn:") || std::ranges::count(arn, ':') < least_colons) return "";
  for (; field > 0; --field) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return "";
    arn.remove_prefix(colon + 1);
  }
  return arn.substr(0, arn.find(':'));
}

std::string_view arn_before(std::string_view arn, std::size_t field) {
  const std::string_view from = arn_field(arn, field);
  return from.empty() ? arn : arn.substr(0, std::size_t(from.data() - arn.data()) - 1);
}

}  // namespace base

// How rows of operations write where members go: "name={Member}&other={Other}". Pure functions.
#pragma once

#include <algorithm>
#include <string_view>

namespace aws::protocol {

// Calls take(name, member) for each part, in order; the member is empty for a part that is sent as it is.
template <typename Take>
void for_each_part(std::string_view parts, const Take& take) {
  while (!parts.empty()) {
    const auto end = std::min(parts.find('&'), parts.size());
    const std::string_view part = parts.substr(0, end);
    const auto brace = part.find("={");
    if (brace == std::string_view::npos) {
      take(part, std::string_view());
    } else {
      take(part.substr(0, brace), part.substr(brace + 2, part.size() - brace - 3));
    }
    parts.remove_prefix(std::min(end + 1, parts.size()));
  }
}

}  // namespace aws::protocol

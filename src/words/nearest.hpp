// What somebody who mistyped a name most likely meant, and how that is said. Pure functions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace words {

// How many letters have to be added, left out, exchanged or swapped with their neighbour to make one text of the other;
// capitals count as small letters.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The known name that is closest to what was typed, or that begins with it; nothing when none is close. Of several that
// are as close, the first.
std::optional<std::string_view> nearest(std::string_view typed, std::span<const std::string_view> known);

// "; did you mean quota?", or nothing.
std::string did_you_mean(std::string_view typed, std::span<const std::string_view> known);

// The same with all that there are: "; did you mean quota? There are quota, flow", or "; there are quota, flow".
std::string what_there_is(std::string_view typed, std::span<const std::string_view> known);

}  // namespace words

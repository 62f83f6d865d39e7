// Enumerations as text. An enumeration's words stand in a table in the order of its enumerators.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

namespace model {

// The enumerator whose word is `text`; nothing when there is none. `name` takes the word from an entry of the table.
template <typename Enum, typename Entry, std::size_t size, typename Name = std::identity>
std::optional<Enum> parse_word(const Entry (&table)[size], std::string_view text, Name name = {}) {
  for (std::size_t i = 0; i < size; ++i) {
    if (std::invoke(name, table[i]) == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace model

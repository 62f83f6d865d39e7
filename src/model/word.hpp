// Enumerations as text. An enumeration's words stand in a table in the order of its enumerators.
#pragma once

#include <array>
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

// All enumerators up to the last one, in their order: for values_of(), by which fields are written and read.
template <auto last>
constexpr auto enumerators() {
  std::array<decltype(last), std::size_t(last) + 1> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<decltype(last)>(i);
  return all;
}

}  // namespace model

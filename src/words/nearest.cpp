#include "words/nearest.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>
#include <vector>

#include "base/text.hpp"

namespace words {
namespace {

constexpr std::size_t longest = 60;  // of what is compared: no name is longer
constexpr std::size_t least_to_begin_with = 3;

// One wrong letter in three: "dasy" is days, and "pdf" is not md.
std::size_t most_wrong(std::string_view typed) {
  return std::max<std::size_t>(1, typed.size() / 3);
}

}  // namespace

// Damerau and Levenshtein's distance without overlapping swaps, by its three last rows.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  const auto same = [&](std::size_t i, std::size_t j) { return base::lower(a[i]) == base::lower(b[j]); };
  for (std::size_t i = 0; i < a.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      row[j + 1] = std::min({row[j] + 1, last[j + 1] + 1, last[j] + (same(i, j) ? 0 : 1)});
      if (i > 0 && j > 0 && same(i, j - 1) && same(i - 1, j)) row[j + 1] = std::min(row[j + 1], before_last[j - 1] + 1);
    }
  }
  return row[b.size()];
}

std::optional<std::string_view> nearest(std::string_view typed, std::span<const std::string_view> known) {
  if (typed.empty() || typed.size() > longest || known.empty()) return std::nullopt;
  const auto distance = [&](std::string_view name) { return edit_distance(typed, name); };
  const std::string_view closest = std::ranges::min(known, {}, distance);
  if (distance(closest) <= most_wrong(typed) && distance(closest) < closest.size()) return closest;
  if (typed.size() < least_to_begin_with) return std::nullopt;
  const auto begun =
      std::ranges::find_if(known, [&](std::string_view name) { return name.starts_with(base::lower(typed)); });
  return begun == known.end() ? std::nullopt : std::optional(*begun);
}

std::string did_you_mean(std::string_view typed, std::span<const std::string_view> known) {
  const auto meant = nearest(typed, known);
  return meant ? fmt::format("; did you mean {}?", *meant) : "";
}

std::string what_there_is(std::string_view typed, std::span<const std::string_view> known) {
  const std::string meant = did_you_mean(typed, known);
  return fmt::format("{} {}here are {}", meant.empty() ? ";" : meant, meant.empty() ? "t" : "T",
                     fmt::join(known, ", "));
}

}  // namespace words

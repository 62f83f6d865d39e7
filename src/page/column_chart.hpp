// A small chart for a terminal: one column a moment, drawn with block characters or, where there is only ASCII, with
// number signs. Pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace page {

struct Column {
  bool looked = false;          // somebody looked at this moment
  std::optional<double> value;  // nothing although somebody looked: a gap, which is drawn as one
};

// `rows` lines, the top one first, from zero at the bottom to the largest value or the limit, which is a line of its
// own between the columns. Negative values count as zero.
std::vector<std::string> column_chart(const std::vector<Column>& columns, std::size_t rows, bool unicode,
                                      std::optional<double> limit = {});

// In which of the lines a value stands, when the top one ends at `top`.
std::size_t line_of(double value, double top, std::size_t rows);

}  // namespace page

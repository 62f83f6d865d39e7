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

// `rows` lines, the top one first, from zero at the bottom to the largest value. Negative values count as zero.
std::vector<std::string> column_chart(const std::vector<Column>& columns, std::size_t rows, bool unicode);

}  // namespace page

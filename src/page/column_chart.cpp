#include "page/column_chart.hpp"

#include <algorithm>
#include <cmath>

namespace page {
namespace {

struct Style {
  std::vector<const char*> steps;  // of one cell, from empty to full
  const char* zero;
  const char* gap;
  const char* limit;
};

const Style& style(bool unicode) {
  static const Style blocks{{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}, "▁", "·", "╌"};
  static const Style ascii{{" ", "#"}, "_", "?", "-"};
  return unicode ? blocks : ascii;
}

// The cell of a column that is `height` steps high, in the row that is `row` rows above the bottom.
const char* cell(const Style& style, std::size_t height, std::size_t row) {
  const std::size_t full = style.steps.size() - 1;
  const std::size_t below = row * full;
  return style.steps[height <= below ? 0 : std::min(full, height - below)];
}

}  // namespace

std::size_t line_of(double value, double top, std::size_t rows) {
  const double share = top > 0 ? std::clamp(value / top, 0.0, 1.0) : 0;
  return std::min(rows - 1, std::size_t((1 - share) * double(rows)));
}

std::vector<std::string> column_chart(const std::vector<Column>& columns, std::size_t rows, bool unicode,
                                      std::optional<double> limit) {
  const Style& drawn = style(unicode);
  double largest = limit.value_or(0);
  for (const Column& column : columns) largest = std::max(largest, column.value.value_or(0));
  const double steps = double(rows * (drawn.steps.size() - 1));
  const auto limit_row = limit ? std::optional(rows - 1 - line_of(*limit, largest, rows)) : std::nullopt;
  std::vector<std::string> lines(rows);
  for (const Column& column : columns) {
    const double share = largest > 0 ? std::max(0.0, column.value.value_or(0)) / largest : 0;
    const auto height = std::size_t(std::lround(share * steps));
    for (std::size_t row = 0; row < rows; ++row) {
      const char* text = cell(drawn, height, row);
      if (row == 0 && column.looked && height == 0) text = column.value ? drawn.zero : drawn.gap;
      const bool is_empty = height <= row * (drawn.steps.size() - 1) && (row > 0 || !column.looked);
      lines[rows - 1 - row] += is_empty && row == limit_row ? drawn.limit : text;
    }
  }
  return lines;
}

}  // namespace page

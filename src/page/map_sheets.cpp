#include "page/map_sheets.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace page {
namespace {

// A sheet of A4 across, in the picture's units, so that its text is as large as a footnote: as wide as the picture
// where that can be read. Neighbours share a margin in which a box of one is whole in the other.
constexpr double least_sheet_width = 1'160, most_sheet_width = 1'500, sheet_shape = 0.64;
constexpr double shared_width = 250, shared_height = 130;

int count(double length, double sheet, double shared) {
  return length <= sheet ? 1 : 1 + int(std::ceil((length - sheet) / (sheet - shared)));
}

bool holds_a_box(const Picture& picture, const layout::Area& sheet) {
  return std::ranges::any_of(picture.boxes, [&](const layout::Area& box) {
    return box.x >= sheet.x && box.x + box.width <= sheet.x + sheet.width && box.y < sheet.y + sheet.height &&
           box.y + box.height > sheet.y;
  });
}

std::string sheet_name(int row, int rows, int column, int columns) {
  const std::string name = fmt::format("Sheet {} of {}", row + 1, rows);
  return columns == 1 ? name : fmt::format("{}, part {} of {} from the left", name, column + 1, columns);
}

}  // namespace

Views sheets_of(const Picture& picture) {
  Views views;
  const double sheet_width =
      picture.width <= most_sheet_width ? std::max(picture.width, least_sheet_width) : least_sheet_width;
  const double sheet_height = sheet_width * sheet_shape;
  const int columns = count(picture.width, sheet_width, shared_width);
  const int rows = count(picture.height, sheet_height, shared_height);
  if (columns * rows == 1) return views;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const layout::Area sheet{column * (sheet_width - shared_width), row * (sheet_height - shared_height), sheet_width,
                               sheet_height};
      if (!holds_a_box(picture, sheet)) continue;
      views.push_back(View()
                          .text("sheet_name", sheet_name(row, rows, column, columns))
                          .text("sheet_x", fmt::format("{:.0f}", sheet.x))
                          .text("sheet_y", fmt::format("{:.0f}", sheet.y))
                          .text("sheet_width", fmt::format("{:.0f}", sheet.width))
                          .text("sheet_height", fmt::format("{:.0f}", sheet.height)));
    }
  }
  return views;
}

}  // namespace page

// Where the boxes of a picture and the lines between them go: numbers in, numbers out. Graphviz finds the places, and
// sees nothing else of what is drawn. Any thread.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace layout {

// Lengths are points. Heights are multiples of a grain.
inline constexpr int grain = 6, row_height = 3 * grain;
inline constexpr int head = -1;  // of a box, as the row that a line leaves from
inline constexpr std::size_t no_frame = std::numeric_limits<std::size_t>::max();

struct Box {
  int width = 0;
  int head_height = 0;  // of the part that lines come to, from the left
  int rows = 0;         // below it, that lines leave from, to the right
  std::size_t frame = no_frame;

  int height() const { return head_height + rows * row_height; }
};

struct Line {
  std::size_t from = 0, to = 0;
  int row = head;
  bool is_main = true;  // kept straight rather than others
};

struct Plan {
  std::vector<Box> boxes;
  std::vector<Line> lines;
  std::size_t frames = 0;  // around the boxes that name them
  int frame_margin = 0;    // between a frame and what is in it
};

struct Point {
  double x = 0, y = 0;
};

struct Area {
  double x = 0, y = 0, width = 0, height = 0;  // from the top left corner
};

// A start and three points for each Bézier curve behind it; empty for a line that has no place.
using Curve = std::vector<Point>;

struct Placement {
  double width = 0, height = 0;
  std::vector<Area> boxes, frames;
  std::vector<Curve> lines;
};

// Boxes beside those that they lead to, from left to right, and none over another; what does not hang together is
// apart, in rows about as wide as a page. The same plan gives the same places.
Placement placed(const Plan& plan);

}  // namespace layout

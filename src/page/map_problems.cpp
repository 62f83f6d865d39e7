#include "page/map_problems.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "page/blocks.hpp"
#include "page/chart.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace page {
namespace {

// Boxes of one problem that the list names; all have a mark.
constexpr std::size_t most_named = 20;

// The boxes of a problem, by their numbers.
std::vector<std::size_t> boxes_of(const Map& map, std::size_t problem) {
  std::vector<std::size_t> boxes;
  for (std::size_t i = 0; i < map.boxes.size(); ++i) {
    const auto& marks = map.boxes[i].marks;
    if (std::ranges::find(marks, problem, &MapMark::problem) != marks.end()) boxes.push_back(i);
  }
  std::ranges::stable_sort(
      boxes, {}, [&](std::size_t box) { return std::pair(map.boxes[box].number.size(), map.boxes[box].number); });
  return boxes;
}

Views where(const Map& map, const Picture& picture, std::size_t problem) {
  Views views;
  for (const std::size_t box : boxes_of(map, problem)) {
    const std::string name = words::one_line(map.boxes[box].title, 60);
    const std::string number = number_of(map.boxes[box]);
    views.push_back(View()
                        .text("where_before", views.empty() ? ":" : ",")
                        .text("where_anchor", picture.anchors[box])
                        .text("where_text", number.empty() ? name : fmt::format("{} {}", number, name)));
  }
  return views;
}

}  // namespace

std::size_t first_problem_box(const Map& map) {
  for (std::size_t problem = 0; problem < map.problems.size(); ++problem) {
    const std::vector<std::size_t> boxes = boxes_of(map, problem);
    if (!boxes.empty()) return boxes.front();
  }
  return none;
}

Views first_problem_views(const Map& map, const Picture& picture) {
  const std::size_t box = first_problem_box(map);
  if (box == none) return {};
  const layout::Area& area = picture.boxes[box];
  return {View()
              .text("first_anchor", picture.anchors[box])
              .text("first_x", coordinate(area.x))
              .text("first_y", coordinate(area.y))};
}

Views problem_views(const Map& map, const Picture& picture) {
  Views views;
  for (std::size_t i = 0; i < map.problems.size(); ++i) {
    View view = badge(map.problems[i].level);
    view.text("problem_anchor", problem_anchor(i)).text("problem_text", words::one_line(map.problems[i].headline, 300));
    Views boxes = where(map, picture, i);
    const std::size_t more = boxes.size() > most_named ? boxes.size() - most_named : 0;
    boxes.resize(boxes.size() - more);
    if (more > 0) view.text("where_more", fmt::format("and {} more", words::count(std::int64_t(more))));
    views.push_back(std::move(view.list("where", std::move(boxes))));
  }
  return views;
}

}  // namespace page

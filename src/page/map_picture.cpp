#include "page/map_picture.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <numeric>
#include <string_view>

#include "layout/columns.hpp"
#include "page/blocks.hpp"
#include "page/chart.hpp"
#include "words/names.hpp"
#include "words/width.hpp"

namespace page {
namespace {

using layout::Area;
using layout::Placement;
using layout::Plan;
using Lines = std::vector<std::string>;

// In the units of the picture, which are pixels where it is not scaled.
constexpr int box_width = 240, inset = 12, tile = 24;
constexpr int title_step = 16, text_step = 14, mark_padding = 4;
constexpr int frame_margin = 26, edge = 16;
// By the widest of common fonts.
constexpr std::size_t title_columns = 20, text_columns = 33, exit_columns = 30, number_columns = 6;
constexpr std::size_t most_instead = 20;  // characters
constexpr std::size_t most_title_lines = 2, most_text_lines = 3, most_mark_lines = 3;

// A picture of more columns is in bands below each other, each no wider than a page.
constexpr int most_columns = 5, band_columns = 4;
// Of what fails, and of what leads aside, so many lines end at one box; where there are more, each is a word too.
constexpr int most_failures = 8, most_asides = 3;

// By how much a letter is wider than those that the numbers of columns are made for.
double breadth(char letter) {
  if (std::string_view("WMmw@%").find(letter) != std::string_view::npos) return 1.67;
  if (std::string_view("fijlrtI .,:;'()!|").find(letter) != std::string_view::npos) return 0.6;
  return letter >= 'A' && letter <= 'Z' ? 1.2 : 1;
}

// Of so many columns, those that a text of such letters may take.
std::size_t room_for(std::string_view text, std::size_t columns) {
  const double broad =
      std::accumulate(text.begin(), text.end(), 0.0, [](double sum, char letter) { return sum + breadth(letter); });
  return broad <= double(text.size()) ? columns : std::size_t(double(columns * text.size()) / broad);
}

std::string shortened(const std::string& text, std::size_t columns) {
  const std::string line = words::one_line(text, 300);
  return words::shortened(line, room_for(line, columns));
}

// Lines of at most so many columns, the last one cut where there are more.
Lines lines_of(const std::string& text, std::size_t widest, std::size_t most) {
  Lines lines;
  const std::string line = words::one_line(text, 1000);
  const std::size_t columns = room_for(line, widest);
  const std::string all = words::wrapped(line, columns, "");
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = all.find('\n', at);
    lines.push_back(all.substr(at, end - at));
    at = end + 1;
  }
  if (lines.size() <= most) return lines;
  lines.resize(most);
  lines.back() = words::shortened(lines.back(), columns - 1);
  if (!lines.back().ends_with("…")) lines.back() += "…";
  return lines;
}

// What stands in a box, and how high that makes it.
struct Inside {
  Lines title, says, note;
  std::vector<Lines> marks;
  int says_begin = 0, marks_begin = 0;
  layout::Box size;
};

bool has_row(const MapBox& box) {
  return box.exits.size() > 1 || (box.exits.size() == 1 && (!box.exits[0].label.empty() || box.exits[0].to == none));
}

Inside inside_of(const MapBox& box) {
  Inside inside;
  inside.title = lines_of(box.title, title_columns, most_title_lines);
  inside.says = lines_of(box.says, text_columns, most_text_lines);
  inside.note = lines_of(box.note, text_columns, 1);
  inside.says_begin = inset + std::max(tile, int(inside.title.size()) * title_step) + 4;
  int height = inside.says_begin;
  height += int(inside.says.size() + inside.note.size()) * text_step + 2;
  inside.marks_begin = height;
  for (const MapMark& mark : box.marks) {
    inside.marks.push_back(lines_of(mark.text, text_columns - 3, most_mark_lines));
    height += int(inside.marks.back().size()) * text_step + 2 * mark_padding;
  }
  height += box.marks.empty() ? 4 : 6;
  inside.size.width = box_width;
  inside.size.head_height = (height + layout::grain - 1) / layout::grain * layout::grain;
  inside.size.rows = has_row(box) ? int(box.exits.size()) : 0;
  inside.size.frame = box.frame;
  return inside;
}

// For each box, in which band it is.
std::vector<int> bands_of(const Plan& plan) {
  std::vector<int> bands = layout::columns(plan);
  const int columns = bands.empty() ? 0 : 1 + *std::ranges::max_element(bands);
  const int count = columns <= most_columns ? 1 : (columns + band_columns - 1) / band_columns;
  const int each = (columns + count - 1) / count;
  for (int& band : bands) band /= each;
  return bands;
}

// The exits that lead to a box, in the order of the plan's lines.
struct Exit {
  std::size_t box = 0, number = 0;
};

class Drawing {
 public:
  Drawing(const Map& map, const PictureAnchors& anchors) : map_(map), problem_anchors_(anchors.problems) {
    for (std::size_t i = 0; i < map.boxes.size(); ++i) anchors_.push_back(fmt::format("{}b{}", anchors.prefix, i + 1));
    plan();
    leave_out_what_cannot_be_followed();
    placement_ = layout::placed(plan_);
    mend();
  }

  Picture picture() && {
    Picture picture;
    picture.width = placement_.width + 2 * edge + jump_room_;
    picture.height = placement_.height + 2 * edge;
    picture.view.text("picture_width", coordinate(picture.width)).text("picture_height", coordinate(picture.height));
    picture.view.list("frames", frames()).list("lines", lines()).list("boxes", boxes());
    picture.anchors = std::move(anchors_);
    for (Area area : placement_.boxes) {
      area.x += edge;
      area.y += edge;
      picture.boxes.push_back(area);
    }
    return picture;
  }

 private:
  void plan() {
    plan_.frames = map_.frames.size();
    plan_.frame_margin = frame_margin;
    for (std::size_t i = 0; i < map_.boxes.size(); ++i) {
      const MapBox& box = map_.boxes[i];
      inside_.push_back(inside_of(box));
      plan_.boxes.push_back(inside_.back().size);
      for (std::size_t number = 0; number < box.exits.size(); ++number) {
        const MapExit& exit = box.exits[number];
        if (exit.to == none) continue;
        plan_.lines.push_back(
            {i, exit.to, has_row(box) ? int(number) : layout::head, !exit.is_failure && !exit.is_aside});
        exits_.push_back({i, number});
      }
    }
  }

  const MapExit& exit_of(const Exit& exit) const { return map_.boxes[exit.box].exits[exit.number]; }

  // Such a line is an arrow with the number of the box that it leads to.
  void leave_out_what_cannot_be_followed() {
    const std::vector<int> bands = bands_of(plan_);
    std::map<std::size_t, int> failures, asides;
    for (const Exit& exit : exits_) {
      failures[exit_of(exit).to] += exit_of(exit).is_failure ? 1 : 0;
      asides[exit_of(exit).to] += exit_of(exit).is_aside ? 1 : 0;
    }
    Plan kept = plan_;
    kept.lines.clear();
    std::vector<Exit> drawn;
    for (std::size_t i = 0; i < exits_.size(); ++i) {
      const MapExit& exit = exit_of(exits_[i]);
      const bool is_far = bands[exits_[i].box] != bands[exit.to];
      const bool is_one_of_many =
          (exit.is_failure && failures[exit.to] > most_failures) || (exit.is_aside && asides[exit.to] > most_asides);
      if (is_far || is_one_of_many) {
        jumps_[exits_[i].box].push_back(exits_[i].number);
      } else {
        kept.lines.push_back(plan_.lines[i]);
        drawn.push_back(exits_[i]);
      }
    }
    plan_ = std::move(kept);
    exits_ = std::move(drawn);
  }

  // Between frames Graphviz loses a few lines.
  void mend() {
    for (std::size_t i = 0; i < exits_.size(); ++i) {
      if (placement_.lines[i].empty()) jumps_[exits_[i].box].push_back(exits_[i].number);
    }
  }

  Views frames() const {
    Views views;
    for (std::size_t i = 0; i < map_.frames.size(); ++i) {
      const Area& area = placement_.frames[i];
      if (area.width <= 0) continue;
      const auto columns = std::size_t(area.width / 8);
      views.push_back(View()
                          .text("x", coordinate(area.x + edge))
                          .text("y", coordinate(area.y + edge))
                          .text("width", coordinate(area.width))
                          .text("height", coordinate(area.height))
                          .text("name_x", coordinate(area.x + edge + inset))
                          .text("name_y", coordinate(area.y + edge + 17))
                          .text("name", words::shortened(words::one_line(map_.frames[i], 300), columns)));
    }
    return views;
  }

  Views lines() const {
    Views views;
    for (std::size_t i = 0; i < exits_.size(); ++i) {
      const layout::Curve& curve = placement_.lines[i];
      if (curve.empty()) continue;
      std::string path = fmt::format("M{},{}", coordinate(curve[0].x + edge), coordinate(curve[0].y + edge));
      for (std::size_t point = 1; point < curve.size(); ++point) {
        path += fmt::format("{}{},{}", point % 3 == 1 ? "C" : " ", coordinate(curve[point].x + edge),
                            coordinate(curve[point].y + edge));
      }
      views.push_back(View()
                          .text("path", path)
                          .flag("is_failure", exit_of(exits_[i]).is_failure)
                          .flag("is_aside", exit_of(exits_[i]).is_aside));
    }
    return views;
  }

  Views boxes() {
    Views views;
    for (std::size_t i = 0; i < map_.boxes.size(); ++i) views.push_back(box(i));
    return views;
  }

  View box(std::size_t i) {
    const MapBox& box = map_.boxes[i];
    const Inside& inside = inside_[i];
    View view;
    view.text("anchor", anchors_[i]).text("kind", box.kind).text("icon", box.icon).text("number", number_of(box));
    view.text("x", coordinate(placement_.boxes[i].x + edge)).text("y", coordinate(placement_.boxes[i].y + edge));
    view.text("height", fmt::format("{}", inside.size.height()))
        .flag("is_faded", box.is_faded)
        .flag("is_unknown", box.is_unknown);
    view.text("level", level_of(box)).text("whole", whole(box));
    int y = inside.says_begin + text_step - 4;
    Views title, says, note;
    const int title_top = inside.title.size() == 1 ? inset + 17 : inset + 11;
    for (std::size_t line = 0; line < inside.title.size(); ++line) {
      title.push_back(text_at(title_top + int(line) * title_step, inside.title[line]));
    }
    for (const std::string& line : inside.says) says.push_back(text_at(y, line)), y += text_step;
    for (const std::string& line : inside.note) note.push_back(text_at(y, line)), y += text_step;
    view.list("title", std::move(title)).list("says", std::move(says)).list("note", std::move(note));
    view.list("marks", marks(i)).list("exits", exits(i)).list("ports", ports(i));
    return view;
  }

  static View text_at(int y, const std::string& text) {
    return View().text("line_y", fmt::format("{}", y)).text("line", text);
  }

  std::string_view level_of(const MapBox& box) const {
    std::string_view level;
    for (const MapMark& mark : box.marks) {
      const bool is_fail = map_.problems[mark.problem].level == model::Status::fail;
      if (level.empty() || is_fail) level = is_fail ? "fail" : "warn";
    }
    return level;
  }

  // In full, for those who point at it or hear it.
  static std::string whole(const MapBox& box) {
    std::string whole = box.number.empty() ? "" : fmt::format("{}. ", number_of(box));
    whole += words::one_line(box.title, 300);
    if (!box.says.empty()) whole += fmt::format(": {}", words::one_line(box.says, 1000));
    if (!box.note.empty()) whole += fmt::format(" ({})", words::one_line(box.note, 300));
    if (box.is_faded) whole += "; no contact comes to it";
    return whole;
  }

  Views marks(std::size_t i) const {
    Views views;
    int y = inside_[i].marks_begin;
    for (std::size_t mark = 0; mark < inside_[i].marks.size(); ++mark) {
      const std::size_t problem = map_.boxes[i].marks[mark].problem;
      const Lines& text = inside_[i].marks[mark];
      const int height = int(text.size()) * text_step + 2 * mark_padding - 2;
      View view = badge(map_.problems[problem].level);
      view.text("mark_y", fmt::format("{}", y)).text("mark_height", fmt::format("{}", height));
      view.text("shape_y", fmt::format("{}", y + mark_padding + text_step - 4));
      view.text("problem", problem_anchors_.empty() ? problem_anchor(problem) : problem_anchors_[problem]);
      view.text("headline", words::one_line(map_.problems[problem].headline, 300));
      Views lines;
      for (std::size_t line = 0; line < text.size(); ++line) {
        lines.push_back(text_at(y + mark_padding + int(line + 1) * text_step - 4, text[line]));
      }
      views.push_back(std::move(view.list("mark_lines", std::move(lines))));
      y += height + 2;
    }
    return views;
  }

  Views exits(std::size_t i) const {
    Views views;
    const MapBox& box = map_.boxes[i];
    if (!has_row(box)) return views;
    for (std::size_t number = 0; number < box.exits.size(); ++number) {
      const MapExit& exit = box.exits[number];
      const int top = inside_[i].size.head_height + int(number) * layout::row_height;
      View view;
      view.text("rule_y", fmt::format("{}", top)).text("label_y", fmt::format("{}", top + layout::row_height - 5));
      view.flag("is_failure", exit.is_failure);
      view.text("label", shortened(exit.label, exit_columns));
      view.flag("is_dead", is_dead(exit));
      if (!exit.instead.empty())
        view.one("instead", View().text("instead_text", words::one_line(exit.instead, most_instead)));
      views.push_back(std::move(view));
    }
    return views;
  }

  // Where lines begin at the right edge, each with the arrow that stands for one.
  Views ports(std::size_t i) const {
    Views views;
    const MapBox& box = map_.boxes[i];
    for (std::size_t number = 0; number < box.exits.size(); ++number) {
      const MapExit& exit = box.exits[number];
      if (!has_row(box) && !is_jump(i, number)) continue;
      const int below_head = int(number) * layout::row_height + layout::row_height / 2;
      const int y = has_row(box) ? inside_[i].size.head_height + below_head : inside_[i].size.head_height / 2;
      View view;
      view.text("exit_y", fmt::format("{}", y)).text("label_y", fmt::format("{}", y + 4));
      view.flag("is_failure", exit.is_failure).flag("is_dead", is_dead(exit));
      if (is_jump(i, number)) view.one("jump", jump(exit.to));
      views.push_back(std::move(view));
    }
    return views;
  }

  static bool is_dead(const MapExit& exit) { return exit.to == none && exit.instead == "nowhere"; }

  bool is_jump(std::size_t box, std::size_t number) const {
    const auto found = jumps_.find(box);
    return found != jumps_.end() && std::ranges::find(found->second, number) != found->second.end();
  }

  View jump(std::size_t to) const {
    const MapBox& box = map_.boxes[to];
    return View().text("jump_anchor", anchors_[to]).text("jump_to", number_of(box)).text("jump_whole", whole(box));
  }

  const Map& map_;
  const std::vector<std::string>& problem_anchors_;
  std::vector<std::string> anchors_;
  std::vector<Inside> inside_;
  Plan plan_;
  std::vector<Exit> exits_;                                // one for each line of the plan
  std::map<std::size_t, std::vector<std::size_t>> jumps_;  // by box: exits that are no lines
  Placement placement_;
  double jump_room_ = 60;  // beside the last boxes, for what their exits say
};

}  // namespace

std::string number_of(const MapBox& box) {
  return words::shortened(words::one_line(box.number, 60), number_columns);
}

std::string problem_anchor(std::size_t problem) {
  return fmt::format("p{}", problem + 1);
}

Picture picture_of(const Map& map, const PictureAnchors& anchors) {
  return Drawing(map, anchors).picture();
}

}  // namespace page

// A map as a file: an SVG, or a page with one in it. Both are written by templates; here they are filled.
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/digest.hpp"
#include "page/assets.hpp"
#include "page/blocks.hpp"
#include "page/map.hpp"
#include "page/map_picture.hpp"
#include "page/map_problems.hpp"
#include "page/map_sheets.hpp"
#include "page/render.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"
#include "words/width.hpp"

namespace page {
namespace {

// Beside the picture in an SVG file.
constexpr int head_height = 64, line_step = 18, side = 16;
constexpr double least_width = 640, column_width = 7.2;

void add_texts(View& view, const Map& map) {
  view.text("map_kind", map.kind).text("map_title", words::one_line(map.title, 200));
  view.text("map_about", words::one_line(fmt::format("{}", fmt::join(map.about, " · ")), 300))
      .text("legend", map.legend);
}

// What stands below the picture of an SVG file, line by line.
class Below {
 public:
  Below(double whole_width, double y) : columns_(std::size_t((whole_width - 2 * side) / column_width)), y_(y) {}

  void add(const std::string& text, std::string_view level = "", const std::string& anchor = "") {
    const std::string all = words::wrapped(words::one_line(text), columns_, "");
    std::string id = anchor;
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t end = all.find('\n', at);
      lines_.push_back(View()
                           .text("below_text", all.substr(at, end - at))
                           .text("below_level", level)
                           .text("below_anchor", id)
                           .text("below_y", fmt::format("{:.0f}", y_)));
      y_ += line_step;
      id.clear();
      at = end + 1;
    }
  }

  double end() const { return y_; }
  Views lines() && { return std::move(lines_); }

 private:
  std::size_t columns_;
  double y_;
  Views lines_;
};

}  // namespace

std::string map_as_svg(const Map& map) {
  Picture picture = picture_of(map);
  const double file_width = std::max(picture.width, least_width);
  Below below(file_width, head_height + picture.height + line_step);
  for (const std::string& sentence : map.missing) below.add(sentence);
  for (std::size_t i = 0; i < map.problems.size(); ++i) {
    const model::Status level = map.problems[i].level;
    below.add(fmt::format("{}: {}", model::title(level), map.problems[i].headline), model::name(level),
              problem_anchor(i));
  }
  for (const std::string& sentence : map.not_read) below.add(sentence);
  below.add(map.legend);
  View view = std::move(picture.view);
  add_texts(view, map);
  view.text("file_width", fmt::format("{:.0f}", file_width))
      .text("file_height", fmt::format("{:.0f}", below.end() + side));
  view.list("below", std::move(below).lines());
  view.own("style", fmt::format("{}{}", asset("colours.css"), asset("map.css")));
  return render("map_file.mustache", view);
}

std::string map_as_page(const Map& map) {
  Picture picture = picture_of(map);
  const std::string style =
      fmt::format("{}{}{}{}", asset("colours.css"), asset("style.css"), asset("map.css"), asset("map_page.css"));
  View view = std::move(picture.view);
  add_texts(view, map);
  view.own("style", style).text("style_hash", base::sha256_base64(style)).text("drawing", "drawing");
  Views sheets = sheets_of(picture);
  view.flag("has_sheets", !sheets.empty()).list("sheets", std::move(sheets));
  view.list("first", first_problem_views(map, picture));
  const std::size_t start = map.start == none ? 0 : map.start;
  view.text("start_anchor", start < picture.anchors.size() ? picture.anchors[start] : "");
  Views about, missing, not_read;
  for (const std::string& text : map.about) {
    const bool is_count = text.find(" problem") != std::string::npos;
    about.push_back(
        View().text("about_text", words::one_line(text, 100)).text("about_anchor", is_count ? "problems" : ""));
  }
  for (const std::string& text : map.missing) missing.push_back(View().text("missing_text", words::one_line(text)));
  for (const std::string& text : map.not_read) not_read.push_back(View().text("not_read_text", words::one_line(text)));
  view.list("about", std::move(about)).list("missing", std::move(missing)).list("not_read", std::move(not_read));
  view.flag("has_problems", !map.problems.empty())
      .text("problem_count", words::count(std::int64_t(map.problems.size())));
  view.list("problems", problem_views(map, picture));
  return render("map_page.mustache", view);
}

}  // namespace page

#include "page/map.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <string>

#include "page/chart.hpp"
#include "page/map_picture.hpp"
#include "page/map_sheets.hpp"

namespace {

using page::Map;
using page::map_as_page;
using page::map_as_svg;
using page::MapBox;

constexpr std::string_view evil = "</text><script>alert(1)</script>\"'&\x1b[31m\xE2\x80\xAE\n\xEF\xBF\xBE\xff";

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

MapBox box(const std::string& title, std::size_t to = page::none) {
  MapBox box;
  box.icon = "block";
  box.kind = "set";
  box.number = fmt::format("{}", title);
  box.title = title;
  if (to != page::none) box.exits.push_back({"", to, "", false, false});
  return box;
}

Map chain(std::size_t length) {
  Map map;
  map.kind = "Map of a flow";
  map.title = "Main";
  for (std::size_t i = 0; i < length; ++i) {
    map.boxes.push_back(box(fmt::format("{}", i + 1), i + 1 < length ? i + 1 : page::none));
  }
  return map;
}

// What it was given, in every place where text can stand.
Map evil_map() {
  const std::string text(evil);
  Map map = chain(2);
  map.title = text;
  map.about = {text};
  map.frames = {text};
  map.missing = {text};
  map.problems = {{model::Status::fail, text}, {model::Status::warn, text}};
  MapBox& first = map.boxes.front();
  first.title = first.says = first.note = first.number = text;
  first.exits = {{text, 1, "", false, false}, {text, page::none, text, true, false}};
  first.marks = {{0, text}, {1, text}};
  first.frame = map.boxes[1].frame = 0;
  return map;
}

TEST(Maps, EscapeWhateverStandsInThem) {
  for (const std::string& file : {map_as_svg(evil_map()), map_as_page(evil_map())}) {
    EXPECT_FALSE(holds(file, "<script"));
    EXPECT_FALSE(holds(file, "\x1b"));
    EXPECT_FALSE(holds(file, "\xE2\x80\xAE"));
    EXPECT_FALSE(holds(file, "\xEF\xBF\xBE"));
    EXPECT_FALSE(holds(file, "\xff"));
    EXPECT_TRUE(holds(file, "&lt;script&gt;"));
  }
}

TEST(Maps, CutWhatIsLongerThanItsPlace) {
  Map map = chain(1);
  const std::string word(5'000, 'W');
  MapBox& only = map.boxes.front();
  only.title = only.says = only.note = word;
  only.exits = {{word, 0, "", false, false}, {word, page::none, "nowhere", false, false}};
  const std::string svg = map_as_svg(map);
  EXPECT_LT(svg.size(), 20'000U);
  EXPECT_TRUE(holds(svg, "W…"));
  EXPECT_LT(page::picture_of(map).height, 400);
}

TEST(Maps, EndALabelWithoutADashWhereNothingStandsInstead) {
  Map map = chain(1);
  map.boxes[0].exits = {{"the flow: not known here", page::none, "", false, true}};
  EXPECT_TRUE(holds(map_as_svg(map), ">the flow: not known here</text>"));
}

TEST(Maps, AreTheSameEachTime) {
  EXPECT_EQ(map_as_svg(chain(30)), map_as_svg(chain(30)));
  EXPECT_EQ(map_as_page(chain(30)), map_as_page(chain(30)));
}

TEST(Maps, DashWhatFailsAndPaleWhatNobodyReaches) {
  Map map = chain(2);
  map.boxes[0].exits = {{"success", 1, "", false, false}, {"error", 1, "", true, false}};
  map.boxes[1].is_faded = true;
  const std::string svg = map_as_svg(map);
  EXPECT_EQ(count(svg, "class=\"way failure\""), 1U);
  EXPECT_EQ(count(svg, "class=\"way\""), 1U);
  EXPECT_EQ(count(svg, "class=\"box set faded\""), 1U);
  EXPECT_TRUE(holds(svg, ".way.failure"));
}

TEST(Maps, MarkBlocksAndLinkToWhatIsWrong) {
  Map map = chain(2);
  map.problems = {{model::Status::warn, "1 block of Main hangs up"},
                  {model::Status::fail, "1 block of Main leads nowhere"}};
  map.boxes[1].marks = {{0, "hangs up"}, {1, "leads nowhere"}};
  const std::string page = map_as_page(map);
  EXPECT_TRUE(holds(page, "class=\"box set has-fail\" id=\"b2\""));
  EXPECT_TRUE(holds(page, "<a class=\"trouble warn\" href=\"#p1\"><title>1 block of Main hangs up</title>"));
  EXPECT_TRUE(holds(page, "id=\"p2\""));
  EXPECT_EQ(count(page, "<a href=\"#b2\">2 2</a>"), 2U);
  const std::string svg = map_as_svg(map);
  EXPECT_TRUE(holds(svg, "Fail: 1 block of Main leads nowhere"));
  EXPECT_TRUE(holds(svg, "id=\"p2\""));
}

// A line from one of them to another is an arrow with the number of the block that it leads to.
TEST(Maps, OfManyColumnsAreInBandsThatAPageHasRoomFor) {
  const auto with_way_back = [](std::size_t length) {
    Map map = chain(length);
    map.boxes.back().exits = {{"again", 0, "", false, false}, {"error", 1, "", true, false}};
    return map;
  };
  EXPECT_EQ(count(map_as_svg(with_way_back(5)), "class=\"jump\""), 0U);
  const std::string far = map_as_svg(with_way_back(60));
  EXPECT_EQ(count(far, "class=\"jump\""), 14U + 2U);
  EXPECT_TRUE(holds(far, "<a class=\"jump\" href=\"#b1\""));
  EXPECT_EQ(count(far, "class=\"way"), 59U - 14U);
  for (const std::size_t length : {6U, 60U, 150U}) {
    const page::Picture picture = page::picture_of(chain(length));
    EXPECT_LT(picture.width, 1'240) << length;
    EXPECT_LT(picture.height, 40 * double(length)) << length;
  }
}

// Letters W take more room than others, and a box has no more.
TEST(Maps, CutNamesOfWideLettersSooner) {
  Map map = chain(2);
  map.boxes[1].note = std::string(60, 'W');
  EXPECT_TRUE(holds(map_as_svg(map), fmt::format(">{}…<", std::string(17, 'W'))));
  map.boxes[1].note = std::string(60, 'n');
  EXPECT_TRUE(holds(map_as_svg(map), fmt::format(">{}…<", std::string(31, 'n'))));
}

TEST(Maps, OpenAtTheFirstProblem) {
  Map map = chain(60);
  EXPECT_FALSE(holds(map_as_page(map), "class=\"to-first\""));
  map.problems = {{model::Status::fail, "Main does not log"}, {model::Status::warn, "1 block of Main hangs up"}};
  map.boxes[40].marks = {{1, "hangs up"}};
  const page::Picture picture = page::picture_of(map);
  const std::string page = map_as_page(map);
  EXPECT_TRUE(holds(page, "<a href=\"#b41\">The first problem</a>"));
  EXPECT_TRUE(holds(page, fmt::format("class=\"to-first\" aria-hidden=\"true\"><svg width=\"{}\" height=\"{}\"",
                                      page::coordinate(picture.boxes[40].x), page::coordinate(picture.boxes[40].y))));
}

TEST(Maps, ReferToABlockThatManyFailInto) {
  Map map = chain(12);
  for (std::size_t i = 0; i + 1 < 12; ++i)
    map.boxes[i].exits = {{"success", i + 1, "", false, false}, {"error", 11, "", true, false}};
  EXPECT_EQ(count(map_as_svg(map), "class=\"jump\""), 11U + 2U);  // and from row to row
}

TEST(Maps, OnPaperAreSheetsThatHoldEveryBox) {
  EXPECT_TRUE(page::sheets_of(page::picture_of(chain(3))).empty());
  const page::Picture picture = page::picture_of(chain(60));
  std::vector<double> tops;
  for (const page::View& sheet : page::sheets_of(picture)) {
    for (const auto& [key, value] : sheet.members()) {
      if (key == "sheet_y") tops.push_back(std::stod(std::get<std::string>(value)));
    }
  }
  const double height = 0.64 * picture.width;
  for (const auto& area : picture.boxes) {
    EXPECT_TRUE(std::ranges::any_of(tops, [&](double y) { return y <= area.y && area.y + area.height <= y + height; }));
  }
}

// However many there are: paper that is promised and missing is worse than much of it.
TEST(Maps, OnPaperAreNeverLeftOut) {
  Map map = chain(1);
  MapBox& many = map.boxes.front();
  for (int i = 0; i < 3'000; ++i) many.exits.push_back({fmt::format("{}", i), page::none, "nowhere", false, false});
  const page::Picture picture = page::picture_of(map);
  EXPECT_GT(picture.height, 50'000);
  EXPECT_GT(page::sheets_of(picture).size(), 60U);
}

// What was not read is no part of the picture: it is about what may be wrong besides.
TEST(Maps, SayBelowTheProblemsWhatWasNotRead) {
  Map map = chain(2);
  map.missing = {"3 more blocks are not drawn."};
  map.not_read = {"Not read: prompts"};
  const std::string page = map_as_page(map);
  EXPECT_LT(page.find("3 more blocks are not drawn."), page.find("id=\"map\""));
  EXPECT_GT(page.find("Not read: prompts"), page.find("id=\"problems\""));
  EXPECT_TRUE(holds(map_as_svg(map), "Not read: prompts"));
}

TEST(Maps, OfNothingSaySo) {
  Map map;
  map.kind = "Map of a phone number";
  map.title = "+1";
  map.about = {"it leads to no flow"};
  EXPECT_TRUE(holds(map_as_svg(map), "it leads to no flow"));
  EXPECT_TRUE(holds(map_as_page(map), "it leads to no flow"));
}

}  // namespace

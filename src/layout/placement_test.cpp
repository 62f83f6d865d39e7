#include "layout/placement.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

#include "layout/columns.hpp"

namespace {

using layout::Area;
using layout::Box;
using layout::Curve;
using layout::head;
using layout::Line;
using layout::placed;
using layout::Placement;
using layout::Plan;
using layout::Point;

constexpr double near_enough = 1.5;  // Graphviz counts in whole points

Box box(int rows = 0) {
  return {.width = 240, .head_height = 48, .rows = rows};
}

Plan chain(std::size_t length) {
  Plan plan;
  plan.boxes.assign(length, box());
  for (std::size_t i = 1; i < length; ++i) plan.lines.push_back({i - 1, i});
  return plan;
}

// A flow as hostile as it can be: circles, lines to itself, lines twice, boxes with many rows.
Plan tangle(unsigned seed, std::size_t boxes, std::size_t lines, std::size_t frames = 0) {
  std::minstd_rand random(seed);
  Plan plan;
  plan.frames = frames;
  plan.frame_margin = 24;
  for (std::size_t i = 0; i < boxes; ++i) {
    plan.boxes.push_back({.width = 240, .head_height = 36 + 6 * int(random() % 12), .rows = int(1 + random() % 5)});
    if (frames > 0) plan.boxes.back().frame = random() % frames;
  }
  for (std::size_t i = 0; i < lines; ++i) {
    const std::size_t from = random() % boxes;
    plan.lines.push_back({from, random() % boxes, int(random() % std::size_t(plan.boxes[from].rows)), i % 3 != 0});
  }
  return plan;
}

bool are_apart(const Area& a, const Area& b) {
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

bool is_within(const Area& inner, const Area& outer) {
  return inner.x >= outer.x - near_enough && inner.y >= outer.y - near_enough &&
         inner.x + inner.width <= outer.x + outer.width + near_enough &&
         inner.y + inner.height <= outer.y + outer.height + near_enough;
}

double distance(const Point& a, const Point& b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

// Boxes apart and within the whole, and lines from a row's right end to the left of a head.
void expect_sound(const Plan& plan, const Placement& placement) {
  ASSERT_EQ(placement.boxes.size(), plan.boxes.size());
  ASSERT_EQ(placement.lines.size(), plan.lines.size());
  const Area whole{0, 0, placement.width, placement.height};
  for (std::size_t i = 0; i < plan.boxes.size(); ++i) {
    EXPECT_EQ(placement.boxes[i].width, plan.boxes[i].width);
    EXPECT_EQ(placement.boxes[i].height, plan.boxes[i].height());
    EXPECT_TRUE(is_within(placement.boxes[i], whole)) << i;
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_TRUE(are_apart(placement.boxes[i], placement.boxes[j])) << i << ", " << j;
  }
  for (std::size_t i = 0; i < plan.lines.size(); ++i) {
    const Line& line = plan.lines[i];
    const Curve& curve = placement.lines[i];
    if (plan.frames > 0 && curve.empty()) continue;
    ASSERT_EQ(curve.size() % 3, 1U) << i;
    const Box& from = plan.boxes[line.from];
    const Area &begin = placement.boxes[line.from], &end = placement.boxes[line.to];
    const double row =
        line.row == head ? from.head_height / 2.0 : from.head_height + (line.row + 0.5) * layout::row_height;
    EXPECT_LT(distance(curve.front(), {begin.x + begin.width, begin.y + row}), near_enough) << i;
    EXPECT_LT(distance(curve.back(), {end.x, end.y + plan.boxes[line.to].head_height / 2.0}), near_enough) << i;
  }
}

TEST(Placement, GoesFromLeftToRight) {
  const Plan plan = chain(5);
  const Placement placement = placed(plan);
  expect_sound(plan, placement);
  for (std::size_t i = 1; i < 5; ++i) EXPECT_GT(placement.boxes[i].x, placement.boxes[i - 1].x + 240);
}

TEST(Placement, OfNothingIsNothing) {
  const Placement placement = placed({});
  EXPECT_TRUE(placement.boxes.empty());
  EXPECT_EQ(placement.width, 0);
}

TEST(Placement, HoldsWhateverLeadsWhereever) {
  for (std::size_t seed = 1; seed < 12; ++seed) {
    SCOPED_TRACE(seed);
    const Plan plan = tangle(unsigned(seed), 5 * seed, 10 * seed);
    expect_sound(plan, placed(plan));
  }
}

TEST(Placement, KeepsFramesAroundTheirBoxes) {
  for (std::size_t seed = 1; seed < 8; ++seed) {
    SCOPED_TRACE(seed);
    const Plan plan = tangle(unsigned(seed), 6 * seed, 9 * seed, 3);
    const Placement placement = placed(plan);
    expect_sound(plan, placement);
    for (std::size_t i = 0; i < plan.boxes.size(); ++i) {
      for (std::size_t frame = 0; frame < plan.frames; ++frame) {
        const Area& area = placement.frames[frame];
        if (plan.boxes[i].frame == frame) {
          EXPECT_TRUE(is_within(placement.boxes[i], area)) << i;
        } else {
          EXPECT_TRUE(are_apart(placement.boxes[i], area)) << i;
        }
      }
    }
  }
}

TEST(Placement, HoldsABoxWithAHundredBranches) {
  Plan plan;
  plan.boxes = {box(100)};
  for (std::size_t i = 0; i < 100; ++i) {
    plan.boxes.push_back(box());
    plan.lines.push_back({0, i + 1, int(i)});
  }
  plan.lines.push_back({0, 0, 7});
  expect_sound(plan, placed(plan));
}

// What hangs together with nothing is in rows that a page has room for, not in a column of hundreds.
TEST(Placement, PutsInRowsWhatIsApart) {
  Plan plan;
  plan.boxes.assign(100, box());
  const Placement placement = placed(plan);
  expect_sound(plan, placement);
  EXPECT_GT(placement.width, 1'000);
  EXPECT_LT(placement.width, 1'200);
}

TEST(Placement, IsTheSameEachTime) {
  const Plan plan = tangle(3, 60, 120);
  const Placement once = placed(plan), again = placed(plan);
  for (std::size_t i = 0; i < plan.boxes.size(); ++i) {
    EXPECT_EQ(once.boxes[i].x, again.boxes[i].x);
    EXPECT_EQ(once.boxes[i].y, again.boxes[i].y);
  }
  for (std::size_t i = 0; i < plan.lines.size(); ++i) {
    ASSERT_EQ(once.lines[i].size(), again.lines[i].size());
    for (std::size_t point = 0; point < once.lines[i].size(); ++point) {
      EXPECT_EQ(distance(once.lines[i][point], again.lines[i][point]), 0);
    }
  }
}

// Beside one that is high there is room for several.
TEST(Placement, PutsLowPartsBelowEachOtherBesideAHighOne) {
  Plan plan;
  plan.boxes = {box(20), box(), box(), box(), box(), box(), box()};
  const Placement placement = placed(plan);
  expect_sound(plan, placement);
  EXPECT_NEAR(placement.height, plan.boxes.front().height(), near_enough);
}

TEST(Columns, CountAheadWithoutWhatLeadsBack) {
  Plan plan = chain(6);
  plan.lines.push_back({0, 5});
  plan.lines.push_back({4, 1});
  plan.lines.push_back({2, 2});
  EXPECT_EQ(layout::columns(plan), (std::vector{0, 1, 2, 3, 4, 5}));
}

TEST(Columns, HoldAChainOfManyBoxes) {
  Plan plan = chain(100'000);
  plan.lines.push_back({0, 99'999});
  EXPECT_EQ(layout::columns(plan).back(), 99'999);
}

}  // namespace

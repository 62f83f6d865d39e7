#include "layout/placement.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "layout/graphviz.hpp"

namespace layout {
namespace {

// Between what does not hang together; and how wide that is together, unless a part is wider.
constexpr double gap = 44, page_width = 1'140;

// By box: the first of those that it hangs together with, by lines or by its frame.
class Clumps {
 public:
  explicit Clumps(const Plan& plan) : first_(plan.boxes.size()) {
    std::iota(first_.begin(), first_.end(), std::size_t(0));
    std::vector<std::size_t> in_frame(plan.frames, none);
    for (std::size_t box = 0; box < plan.boxes.size(); ++box) {
      const std::size_t frame = plan.boxes[box].frame;
      if (frame == no_frame) continue;
      if (in_frame.at(frame) == none) in_frame[frame] = box;
      join(in_frame[frame], box);
    }
    for (const Line& line : plan.lines) join(line.from, line.to);
  }

  std::size_t of(std::size_t box) {
    while (first_[box] != box) box = first_[box] = first_[first_[box]];
    return box;
  }

 private:
  static constexpr std::size_t none = no_frame;

  void join(std::size_t one, std::size_t other) {
    one = of(one);
    other = of(other);
    first_[std::max(one, other)] = std::min(one, other);
  }

  std::vector<std::size_t> first_;
};

// A part of a plan, and which of the whole plan's boxes and lines it has.
struct Clump {
  Plan plan;
  std::vector<std::size_t> boxes, lines;
  Placement placement;
};

std::vector<Clump> clumps_of(const Plan& plan) {
  Clumps clumps(plan);
  std::vector<Clump> found;
  std::vector<std::size_t> number(plan.boxes.size()), place(plan.boxes.size());
  for (std::size_t box = 0; box < plan.boxes.size(); ++box) {
    const std::size_t first = clumps.of(box);
    if (first == box) {
      number[box] = found.size();
      found.push_back({});
      found.back().plan.frames = plan.frames;
      found.back().plan.frame_margin = plan.frame_margin;
    }
    number[box] = number[first];
    Clump& clump = found[number[box]];
    place[box] = clump.boxes.size();
    clump.boxes.push_back(box);
    clump.plan.boxes.push_back(plan.boxes[box]);
  }
  for (std::size_t i = 0; i < plan.lines.size(); ++i) {
    Line line = plan.lines[i];
    Clump& clump = found[number[line.from]];
    line.from = place[line.from];
    line.to = place[line.to];
    clump.lines.push_back(i);
    clump.plan.lines.push_back(line);
  }
  return found;
}

// Rectangles one after the other, each as high up as it can be, and as far left there.
class Shelves {
 public:
  explicit Shelves(double width) : width_(width), steps_{{0, width, 0}} {}

  Point place_for(double width, double height) {
    Point best{0, std::numeric_limits<double>::max()};
    for (const Step& step : steps_) {
      const double top = lowest_within(step.left, step.left + width);
      if (top < best.y) best = {step.left, top};
    }
    fill(best.x, best.x + width + gap, best.y + height + gap);
    return best;
  }

 private:
  // How far down a part of the width is full.
  struct Step {
    double left = 0, right = 0, top = 0;
  };

  double lowest_within(double left, double right) const {
    if (left > 0 && right > width_) return std::numeric_limits<double>::max();
    double top = 0;
    for (const Step& step : steps_) {
      if (step.left < right && step.right > left) top = std::max(top, step.top);
    }
    return top;
  }

  void fill(double left, double right, double top) {
    std::vector<Step> steps;
    for (const Step& step : steps_) {
      if (step.left < left) steps.push_back({step.left, std::min(step.right, left), step.top});
      if (step.left <= left && step.right > left) steps.push_back({left, right, top});
      if (step.right > right) steps.push_back({std::max(step.left, right), step.right, step.top});
    }
    steps_ = std::move(steps);
  }

  double width_;
  std::vector<Step> steps_;
};

double widest_of(const std::vector<Clump>& clumps) {
  double widest = page_width;
  for (const Clump& clump : clumps) widest = std::max(widest, clump.placement.width);
  return widest;
}

Area moved(Area area, Point by) {
  area.x += by.x;
  area.y += by.y;
  return area;
}

void put(const Clump& clump, Point at, Placement& whole) {
  const Placement& part = clump.placement;
  for (std::size_t i = 0; i < clump.boxes.size(); ++i) whole.boxes[clump.boxes[i]] = moved(part.boxes[i], at);
  for (std::size_t i = 0; i < clump.lines.size(); ++i) {
    Curve& curve = whole.lines[clump.lines[i]];
    for (const Point& point : part.lines[i]) curve.push_back({point.x + at.x, point.y + at.y});
  }
  for (std::size_t i = 0; i < part.frames.size(); ++i) {
    if (part.frames[i].width > 0) whole.frames[i] = moved(part.frames[i], at);
  }
  whole.width = std::max(whole.width, at.x + part.width);
  whole.height = std::max(whole.height, at.y + part.height);
}

}  // namespace

Placement placed(const Plan& plan) {
  std::vector<Clump> clumps = clumps_of(plan);
  for (Clump& clump : clumps) clump.placement = placed_by_graphviz(clump.plan);
  Placement whole;
  whole.boxes.resize(plan.boxes.size());
  whole.lines.resize(plan.lines.size());
  whole.frames.resize(plan.frames);
  Shelves shelves(widest_of(clumps));
  for (const Clump& clump : clumps) {
    put(clump, shelves.place_for(clump.placement.width, clump.placement.height), whole);
  }
  return whole;
}

}  // namespace layout

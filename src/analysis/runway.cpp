#include "analysis/runway.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <iterator>

#include "base/json/number.hpp"

namespace analysis {
namespace {

using Weeks = std::chrono::duration<double, std::ratio<604800>>;

constexpr double almost_a_week = 6.5 / 7;  // the same weekday, some hours earlier

struct Line {
  double slope = 0;      // a week
  double at_end = 0;     // the line's value at the last point
  double r_squared = 0;  // 0 when the values do not vary at all
};

double weeks_between(base::Time from, base::Time to) {
  return Weeks(to - from).count();
}

// Least squares; the points are at two moments at least.
Line fit(const std::vector<Point>& points) {
  const auto n = double(points.size());
  double mean_x = 0, mean_y = 0;
  for (const Point& point : points) {
    mean_x += weeks_between(points.front().at, point.at) / n;
    mean_y += *point.reading.value / n;
  }
  double xx = 0, xy = 0, yy = 0;
  for (const Point& point : points) {
    const double x = weeks_between(points.front().at, point.at) - mean_x, y = *point.reading.value - mean_y;
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  const double slope = xy / xx;
  const double end = weeks_between(points.front().at, points.back().at);
  return {slope, mean_y + slope * (end - mean_x), yy > 0 ? slope * xy / yy : 0};
}

// What the last week added. A day's step is what a day does, so the value before is one from about a week earlier.
double step(const std::vector<Point>& known) {
  const Point& last = known.back();
  const auto before = std::ranges::find_if(known.rbegin(), known.rend(), [&](const Point& point) {
    return weeks_between(point.at, last.at) >= almost_a_week;
  });
  return (*last.reading.value - *before->reading.value) / weeks_between(before->at, last.at);
}

bool is_new_high(const std::vector<Point>& known) {
  return std::all_of(known.begin(), known.end() - 1,
                     [&](const Point& point) { return *point.reading.value < *known.back().reading.value; });
}

// Why neither a line nor a step through these values would say anything; empty when it would.
std::string lack_of_data(const std::vector<Point>& known, const std::string& scale) {
  if (known.size() < least_points) {
    return fmt::format("{} {} too few, and it takes {}", known.size(), known.size() == 1 ? "value is" : "values are",
                       least_points);
  }
  const double weeks = weeks_between(known.front().at, known.back().at);
  if (weeks < least_weeks) {
    return fmt::format("the values lie within {} weeks: it takes {}", base::cut(weeks, 1), least_weeks);
  }
  const auto differs = [&](const Point& point) { return point.reading.scale != known.back().reading.scale; };
  if (!scale.empty() && std::ranges::any_of(known, differs)) {
    return fmt::format("the values cannot be held against each other: the {} changed", scale);
  }
  return "";
}

// Why the line does not meet the limit; empty when it does.
std::string no_meeting(const Line& line) {
  if (line.slope <= 0) return "it does not grow";
  if (line.r_squared < least_r_squared) {
    return fmt::format("the values do not follow a line (R-squared {}, it takes {})", base::cut(line.r_squared, 2),
                       least_r_squared);
  }
  return "";
}

// The line may have passed the limit already while the last value has not: that is now.
double weeks_at(double pace, double from, double limit) {
  return std::max(0.0, (limit - from) / pace);
}

void meet_the_limit(Runway& out, const Line& line, const std::vector<Point>& known) {
  const Reading& last = known.back().reading;
  out.reason = no_meeting(line);
  std::optional<double> weeks;
  if (out.reason.empty()) weeks = weeks_at(line.slope, line.at_end, *last.limit);
  // Values that go up and down do so at their end as well: a step counts when it leads where none was before.
  if (*out.last_per_week > 0 && is_new_high(known)) {
    const double by_last = weeks_at(*out.last_per_week, *last.value, *last.limit);
    out.by_last = !weeks || by_last < *weeks;
    if (out.by_last) weeks = by_last;
  }
  if (!weeks) return;
  out.reason.clear();
  if (*weeks > furthest_weeks) {
    out.reason =
        fmt::format("it is more than {} weeks away, which is further than the stored reviews can tell", furthest_weeks);
    return;
  }
  out.weeks_left = weeks;
}

}  // namespace

Runway runway(const std::vector<Point>& points, const std::string& scale) {
  std::vector<Point> known;
  std::ranges::copy_if(points, std::back_inserter(known),
                       [](const Point& point) { return point.reading.value.has_value(); });
  Runway out;
  if (!known.empty()) {
    const Reading& last = known.back().reading;
    out.is_reached = last.limit && *last.value >= *last.limit;
  }
  out.reason = lack_of_data(known, scale);
  if (!out.reason.empty()) return out;
  const Line line = fit(known);
  out.per_week = line.slope;
  out.r_squared = line.r_squared;
  out.last_per_week = step(known);
  if (!known.back().reading.limit) {
    out.reason = "it has no limit, or the limit is not known";
  } else if (out.is_reached) {
    out.reason = "the limit is reached";
  } else {
    meet_the_limit(out, line, known);
  }
  return out;
}

}  // namespace analysis

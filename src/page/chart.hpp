// The geometry of the report's pictures: time series, utilisation bars and stacked bars, as SVG by attributes alone
// (the page allows no style attributes). Every picture's numbers also stand in a table. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/finding.hpp"
#include "model/scene.hpp"
#include "model/time_series.hpp"
#include "page/view.hpp"

namespace page {

struct Threshold {
  double value = 0;
  std::string label;
  model::Status level = model::Status::fail;  // of a value that reaches it: drawn in that colour and dash
};

// One or two series over time. The first one is what the description and the table of days tell.
struct Plot {
  enum class Shape { line, bars };  // bars for what is added up, lines for what is measured

  std::string title;
  Shape shape = Shape::line;
  std::string unit;                       // after a number: "%", "calls"
  std::vector<model::TimeSeries> series;  // of the same start and period
  std::vector<std::string> names;         // of the series: "highest", "average"
  std::vector<Threshold> thresholds;      // two at most; those far above the data are told, not drawn
  double reach = 0;                       // the picture's top is no lower, so that pictures of one unit can be compared
};

// In a picture, with one decimal at most.
std::string coordinate(double value);

// The highest value of all its series; 0 when there is none above.
double highest_of(const Plot& plot);

// For chart.mustache. `id` is the anchor of this picture and unique on the page.
View chart(const Plot& plot, const std::string& id);

// What happened in some hours of a window as a series: zero in the hours between `read_from` and the window's end that
// are not listed, nothing before.
model::TimeSeries series_of_hours(const std::vector<model::HourCount>& hours, const model::Window& window,
                                  base::Time read_from);

// A horizontal bar of `percentage` (0 to 100, more is drawn as full) for bar.mustache; marks at the two thresholds when
// they are above 0. `level` is one of our own words and becomes a class.
View bar(double percentage, std::string_view level, double first_mark = 0, double second_mark = 0);

// Parts beside each other, as wide as their share of all.
struct Part {
  std::string_view level;
  std::int64_t count = 0;
};
View stacked_bar(const std::vector<Part>& parts);

}  // namespace page

#include "page/chart.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "model/metrics.hpp"
#include "page/blocks.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace page {
namespace {

using Values = std::vector<std::optional<double>>;

// In the units of the picture's viewBox.
constexpr double width = 400, height = 172, left = 42, right = 8, top = 14, bottom = 24;
constexpr double plot_width = width - left - right, plot_height = height - top - bottom, base_line = height - bottom;
constexpr double bar_width = 120;
constexpr std::size_t most_points = 700;
constexpr int y_steps = 4;
constexpr std::int64_t most_x_ticks = 7;
// A threshold that would squeeze the data into the lowest part of the picture is not drawn.
constexpr double far_above = 2.5;

// Long series are drawn by the highest of every few values.
Values reduced(const Values& values) {
  const std::size_t step = (values.size() + most_points - 1) / most_points;
  if (step <= 1) return values;
  Values out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i % step == 0) out.emplace_back();
    if (values[i] && (!out.back() || *values[i] > *out.back())) out.back() = values[i];
  }
  return out;
}

// 1, 2, 2.5 or 5 times a power of ten, so that about four steps reach `highest`.
double tick_step(double highest, bool whole) {
  const double raw = highest / y_steps;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
    const double step = factor * power;
    if (step >= raw * 0.999 && (!whole || step == std::floor(step))) return step;
  }
  return 10 * power;
}

struct Scale {
  double step = 1;
  double end = 1;  // value at the top of the picture

  double y(double value) const { return base_line - plot_height * std::clamp(value / end, 0.0, 1.0); }
};

Scale scale_for(double highest, bool whole) {
  if (!(highest > 0) || !std::isfinite(highest)) return {};
  Scale scale;
  scale.step = tick_step(highest, whole && highest >= 1);
  scale.end = scale.step * std::ceil(highest / scale.step * 0.999);
  return scale;
}

double x_of(std::size_t index, std::size_t count) {
  return left + plot_width * (double(index) + 0.5) / double(std::max<std::size_t>(count, 1));
}

// A stroke from point to point; where there is no value it is lifted. Steps are relative to the point that was written,
// not to the exact one, so that rounding does not add up; what lies on a level stretch is left out.
class Pen {
 public:
  void move(double x, double y) {
    x_ = tenths(x);
    y_ = tenths(y);
    path_ += fmt::format("M{},{}", written(x_), written(y_));
    draws_ = false;
  }

  void draw(double x, double y) {
    const long dx = tenths(x) - x_, dy = tenths(y) - y_;
    path_ += (draws_ ? " " : "l") + written(dx) + (dy < 0 ? "" : " ") + written(dy);
    x_ += dx;
    y_ += dy;
    draws_ = true;
  }

  void dot() { path_ += "h.1"; }
  const std::string& path() const { return path_; }

 private:
  static long tenths(double value) { return std::lround(value * 10); }

  static std::string written(long tenths) {
    const long size = std::abs(tenths);
    std::string text = tenths < 0 ? "-" : "";
    if (size >= 10 || size == 0) text += std::to_string(size / 10);
    return size % 10 == 0 ? text : fmt::format("{}.{}", text, size % 10);
  }

  std::string path_;
  long x_ = 0, y_ = 0;
  bool draws_ = false;
};

std::string line_path(const Values& values, const Scale& scale) {
  Pen pen;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    const bool starts = i == 0 || !values[i - 1];
    const bool ends = i + 1 == values.size() || !values[i + 1];
    if (!starts && !ends && *values[i] == *values[i - 1] && *values[i] == *values[i + 1]) continue;
    const double x = x_of(i, values.size()), y = scale.y(*values[i]);
    starts ? pen.move(x, y) : pen.draw(x, y);
    if (starts && ends) pen.dot();
  }
  return pen.path();
}

std::string bars_path(const Values& values, const Scale& scale) {
  std::string path;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i] || *values[i] <= 0) continue;
    const double y = std::min(scale.y(*values[i]), base_line - 1);  // the smallest count is still seen
    path += fmt::format("M{},{}V{}", coordinate(x_of(i, values.size())), coordinate(base_line), coordinate(y));
  }
  return path;
}

// Bands over the hours that have no value.
std::string gaps_path(const Values& values) {
  std::string path;
  const double step = plot_width / double(std::max<std::size_t>(values.size(), 1));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) continue;
    const std::size_t start = i;
    while (i + 1 < values.size() && !values[i + 1]) ++i;
    const std::string band = coordinate(step * double(i + 1 - start));
    path += fmt::format("M{},{}h{}V{}h-{}z", coordinate(left + step * double(start)), coordinate(top), band,
                        coordinate(base_line), band);
  }
  return path;
}

// Short enough for the room beside the axis.
std::string axis_text(double value) {
  if (value >= 1e6) return fmt::format("{}M", words::number(value / 1e6, 2));
  return value >= 1e5 ? fmt::format("{}k", words::number(value / 1e3, 1)) : words::number(value, 3);
}

Views y_ticks(const Scale& scale) {
  Views ticks;
  for (int i = 0; scale.step * i <= scale.end * 1.001; ++i) {
    View tick;
    tick.text("y", coordinate(scale.y(scale.step * i))).text("label", axis_text(scale.step * i));
    ticks.push_back(tick);
  }
  return ticks;
}

std::chrono::seconds x_step(std::chrono::seconds span) {
  constexpr std::int64_t hours[] = {1, 2, 3, 6, 12, 24, 48, 72, 168, 336};
  for (const auto step : hours) {
    if (span / std::chrono::hours(step) <= most_x_ticks) return std::chrono::hours(step);
  }
  return std::max<std::chrono::seconds>(std::chrono::hours(720), span / most_x_ticks);
}

Views x_ticks(base::Time start, std::chrono::seconds span) {
  Views ticks;
  if (span.count() <= 0) return ticks;
  const auto step = x_step(span);
  const bool days = step >= model::day;
  for (base::Time at = std::chrono::floor<std::chrono::days>(start); at <= start + span; at += step) {
    if (at < start) continue;
    const double x = left + plot_width * (double((at - start).count()) / 1000.0 / double(span.count()));
    if (x > width - 18) break;  // its label would be cut off
    View tick;
    tick.text("x", coordinate(x)).text("label", days ? words::day(at) : words::time(at));
    ticks.push_back(tick);
  }
  return ticks;
}

bool only_whole(const Plot& plot) {
  for (const auto& series : plot.series) {
    for (const auto& value : series.values) {
      if (value && *value != std::floor(*value)) return false;
    }
  }
  return true;
}

bool is_share(const Plot& plot) {
  return plot.unit == "%";
}

std::string text_of(double value, const Plot& plot) {
  return is_share(plot) ? words::percentage(value) : words::number(value, 2);
}

// One call, two calls.
std::string with_unit(double value, const Plot& plot) {
  if (plot.unit.empty() || is_share(plot)) return text_of(value, plot);
  std::string_view unit = plot.unit;
  if (value == 1 && unit.size() > 1 && unit.ends_with('s')) unit.remove_suffix(1);
  return fmt::format("{} {}", text_of(value, plot), unit);
}

// Which hours, the highest value and when, and how much is not known.
std::string description(const Plot& plot) {
  const model::TimeSeries& series = plot.series.front();
  const base::Time end = series.start + series.period * std::int64_t(series.values.size());
  std::string text =
      fmt::format("{}{}. ", series.period == model::day ? "By day, " : "By hour, ", words::window({series.start, end}));
  std::optional<std::size_t> peak;
  std::int64_t missing = 0;
  for (std::size_t i = 0; i < series.values.size(); ++i) {
    if (!series.values[i]) {
      ++missing;
    } else if (!peak || *series.values[i] > *series.values[*peak]) {
      peak = i;
    }
  }
  if (peak) {
    text += fmt::format("Highest {}", with_unit(*series.values[*peak], plot));
    if (*series.values[*peak] > 0)
      text += fmt::format(", {}", words::hour(series.start + series.period * std::int64_t(*peak)));
    text += ". ";
  }
  if (missing > 0) {
    text += fmt::format("{} of {} without data.", words::count(missing),
                        words::counted(std::int64_t(series.values.size()), "hour"));
  }
  return text;
}

struct Day {
  double total = 0, highest = 0;
  std::int64_t hours = 0;
};

View day_table(const Plot& plot) {
  const model::TimeSeries& series = plot.series.front();
  std::map<base::Time, Day> days;
  for (std::size_t i = 0; i < series.values.size(); ++i) {
    Day& day = days[std::chrono::floor<std::chrono::days>(series.start + series.period * std::int64_t(i))];
    if (!series.values[i]) continue;
    day.highest = day.hours == 0 ? *series.values[i] : std::max(day.highest, *series.values[i]);
    day.total += *series.values[i];
    ++day.hours;
  }
  const bool bars = plot.shape == Plot::Shape::bars;
  Table table(fmt::format("{}, by day (UTC)", plot.title));
  table.column("Day").number_column(bars ? "Total" : "Highest");
  table.number_column(bars ? "Highest hour" : "Average").number_column("Hours with data");
  for (const auto& [date, day] : days) {
    const bool known = day.hours > 0;
    const double first = bars ? day.total : day.highest;
    const double second = bars ? day.highest : day.total / double(std::max<std::int64_t>(day.hours, 1));
    table.row({plain(words::day(date)), plain(known ? text_of(first, plot) : "no data"),
               plain(known ? text_of(second, plot) : "no data"), plain(words::count(day.hours))});
  }
  return table.view();
}

// The label of the highest stands above its line and that of the other below, so that they never meet; one that lies
// on the axis has room above only.
void add_thresholds(View& view, const Plot& plot, const Scale& scale) {
  Views drawn;
  std::string told;
  double highest = 0;
  for (const auto& threshold : plot.thresholds) {
    if (threshold.value <= scale.end) highest = std::max(highest, threshold.value);
  }
  for (const auto& threshold : plot.thresholds) {
    if (threshold.value > scale.end) {
      told += (told.empty() ? " Above this picture: " : ", ") + threshold.label;
      continue;
    }
    const double y = scale.y(threshold.value);
    const bool above = threshold.value == highest || y > base_line - 12;
    View line;
    line.text("y", coordinate(y)).text("label_y", coordinate(above ? y - 3 : y + 9.5));
    line.text("label", threshold.label).text("level", model::name(threshold.level));
    drawn.push_back(line);
  }
  view.list("thresholds", drawn).text("told", words::full_stop(told));
}

double top_value(const Plot& plot) {
  const double highest = highest_of(plot);
  double end = std::max(highest, plot.reach);
  for (const auto& threshold : plot.thresholds) {
    if (threshold.value <= highest * far_above) end = std::max(end, threshold.value);
  }
  return end;
}

}  // namespace

std::string coordinate(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

double highest_of(const Plot& plot) {
  double highest = 0;
  for (const auto& series : plot.series) {
    for (const auto& value : series.values) highest = std::max(highest, value.value_or(0));
  }
  return highest;
}

View chart(const Plot& plot, const std::string& id) {
  View view;
  const model::TimeSeries& first = plot.series.front();
  const Scale scale = scale_for(top_value(plot), only_whole(plot));
  const Values values = reduced(first.values);
  const bool bars = plot.shape == Plot::Shape::bars;
  Views lines, legend;
  for (std::size_t i = plot.series.size(); i-- > 0;) {  // the first one is drawn last, on top
    const Values drawn = reduced(plot.series[i].values);
    View line;
    line.text("path", bars ? bars_path(drawn, scale) : line_path(drawn, scale));
    line.text("class", bars ? "bars" : i == 0 ? "line" : "line second");
    line.text("stroke",
              bars ? coordinate(std::max(1.0, plot_width / double(std::max<std::size_t>(drawn.size(), 1)) * 0.7)) : "");
    lines.push_back(line);
  }
  for (std::size_t i = 0; plot.names.size() > 1 && i < plot.names.size(); ++i) {
    View name;
    name.text("class", i == 0 ? "key" : "key second").text("label", plot.names[i]);
    legend.push_back(name);
  }
  view.text("id", id).text("title", plot.title).text("description", description(plot));
  view.text("gaps", gaps_path(values)).list("y_ticks", y_ticks(scale));
  view.list("x_ticks", x_ticks(first.start, first.period * std::int64_t(first.values.size())));
  view.list("lines", lines).list("legend", legend);
  add_thresholds(view, plot, scale);
  view.one("table", day_table(plot));
  return view;
}

model::TimeSeries series_of_hours(const std::vector<model::HourCount>& hours, const model::Window& window,
                                  base::Time read_from) {
  constexpr std::int64_t longest = std::int64_t{366} * 24;
  model::TimeSeries series;
  series.start = std::chrono::floor<std::chrono::hours>(window.start);
  series.period = model::hour;
  const auto span = std::chrono::ceil<std::chrono::hours>(window.end - series.start).count();
  series.values.resize(std::size_t(std::clamp<std::int64_t>(span, 0, longest)));
  for (std::size_t i = 0; i < series.values.size(); ++i) {
    if (series.start + model::hour * (std::int64_t(i) + 1) > read_from) series.values[i] = 0;
  }
  for (const auto& one : hours) {
    if (one.hour < series.start) continue;
    const auto index = std::size_t((one.hour - series.start) / model::hour);
    if (index < series.values.size()) series.values[index] = series.values[index].value_or(0) + double(one.count);
  }
  return series;
}

View bar(double percentage, std::string_view level, double first_mark, double second_mark) {
  const double share = std::isfinite(percentage) ? std::clamp(percentage, 0.0, 100.0) : 0;
  Views marks;
  for (const double mark : {first_mark, second_mark}) {
    if (mark > 0 && mark < 100) marks.push_back(View().text("x", coordinate(bar_width * mark / 100)));
  }
  View view;
  view.text("width", coordinate(bar_width * share / 100)).text("level", level).list("marks", marks);
  return view;
}

View stacked_bar(const std::vector<Part>& parts) {
  double all = 0, before = 0;
  for (const auto& part : parts) all += double(std::max<std::int64_t>(part.count, 0));
  Views segments;
  for (const auto& part : parts) {
    if (part.count <= 0) continue;
    View segment;
    segment.text("x", coordinate(bar_width * before / all)).text("level", part.level);
    segment.text("width", coordinate(bar_width * double(part.count) / all));
    before += double(part.count);
    segments.push_back(segment);
  }
  View view;
  view.list("segments", segments);
  return view;
}

}  // namespace page

#include "page/chart.hpp"

#include <gtest/gtest.h>
#include <limits>

#include "base/timestamp.hpp"
#include "page/render.hpp"

namespace page {
namespace {

model::TimeSeries series(std::vector<std::optional<double>> values) {
  model::TimeSeries series;
  series.start = *base::from_iso8601("2026-11-02T00:00:00Z");
  series.values = std::move(values);
  return series;
}

std::string drawn(const Plot& plot) {
  return render("chart.mustache", chart(plot, "chart"));
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

Plot plot(std::vector<std::optional<double>> values, Plot::Shape shape = Plot::Shape::line) {
  Plot plot;
  plot.title = "Calls";
  plot.shape = shape;
  plot.series.push_back(series(std::move(values)));
  plot.names = {"highest"};
  return plot;
}

TEST(Chart, LiftsItsPenWhereThereIsNoValue) {
  const std::string svg = drawn(plot({1, 2, std::nullopt, std::nullopt, 4, std::nullopt}));
  const std::string path = svg.substr(svg.find("class=\"line\""));
  EXPECT_EQ(count(path.substr(0, path.find("/>")), "M"), 2U);
  EXPECT_NE(path.find("h.1"), std::string::npos);  // a value between two gaps is a dot
  const std::string gaps = svg.substr(svg.find("class=\"gap\""));
  EXPECT_EQ(count(gaps.substr(0, gaps.find("/>")), "z"), 2U);
  EXPECT_NE(svg.find("3 of 6 hours without data."), std::string::npos);
  EXPECT_NE(svg.find("Highest 4, 2 Nov 04:00."), std::string::npos);
}

TEST(Chart, CountsInEnglish) {
  Plot one = plot({0, 1}), two = plot({0, 2});
  one.unit = two.unit = "calls";
  EXPECT_NE(drawn(one).find("Highest 1 call,"), std::string::npos);
  EXPECT_NE(drawn(two).find("Highest 2 calls,"), std::string::npos);
}

TEST(Chart, DrawsCountsAsBarsAndZeroAsNone) {
  const std::string svg = drawn(plot({0, 3, 0, std::nullopt, 1}, Plot::Shape::bars));
  const std::string path = svg.substr(svg.find("class=\"bars\""));
  EXPECT_EQ(count(path.substr(0, path.find("/>")), "V"), 2U);
}

TEST(Chart, KeepsItsEndOverManyRoundedSteps) {
  std::vector<std::optional<double>> values;
  for (int i = 0; i < 336; ++i) values.emplace_back(100.0 * double(i % 7) / 7.0);
  const std::string svg = drawn(plot(values));
  // Read the relative steps back; the pen has to end where the last value stands.
  std::string path = svg.substr(svg.find("class=\"line\""));
  path = path.substr(path.find('M') + 1);
  path = path.substr(0, path.find('"'));
  for (char& c : path) c = c == ',' || c == 'l' ? ' ' : c;
  std::string spaced;
  for (const char c : path) spaced += c == '-' ? std::string(" -") : std::string(1, c);
  std::istringstream numbers(spaced);
  double x = 0, y = 0, dx = 0, dy = 0;
  numbers >> x >> y;
  while (numbers >> dx >> dy) {
    x += dx;
    y += dy;
  }
  EXPECT_NEAR(x, 42 + 350.0 * 335.5 / 336, 0.06);
  EXPECT_NEAR(y, 148 - 134 * (100.0 * double(335 % 7) / 7) / 100, 0.06);
}

TEST(Chart, ShowsThresholdsNearTheDataAndTellsTheOthers) {
  Plot near = plot({80, 20});
  near.thresholds = {{100, "the quota of 100"}};
  EXPECT_EQ(count(drawn(near), "class=\"threshold fail\""), 1U);
  near.thresholds = {{1000, "the quota of 1,000"}};
  const std::string svg = drawn(near);
  EXPECT_EQ(count(svg, "class=\"threshold "), 0U);
  EXPECT_NE(svg.find("Above this picture: the quota of 1,000."), std::string::npos);
}

// Of each label: where its line is and where its text stands.
std::vector<std::pair<double, double>> labels(const std::string& svg) {
  std::vector<std::pair<double, double>> found;
  for (std::size_t at = svg.find("class=\"threshold "); at != std::string::npos;
       at = svg.find("class=\"threshold ", at + 1)) {
    const double line = std::stod(svg.substr(svg.find("M42,", at) + 4));
    const double text = std::stod(svg.substr(svg.find("y=\"", svg.find("<text", at)) + 3));
    found.emplace_back(line, text);
  }
  return found;
}

TEST(Chart, DrawsWarnAndFailApartWithLabelsThatNeverMeet) {
  for (const double warn : {1.0, 20.0, 80.0, 97.0, 97.9}) {
    Plot plot = page::plot({90, 20});
    plot.unit = "%";
    plot.reach = 100;
    plot.thresholds = {{warn, "warning", model::Status::warn}, {98, "failure", model::Status::fail}};
    const std::string svg = drawn(plot);
    EXPECT_EQ(count(svg, "class=\"threshold warn\""), 1U);
    EXPECT_EQ(count(svg, "class=\"threshold fail\""), 1U);
    const auto found = labels(svg);
    ASSERT_EQ(found.size(), 2U);
    constexpr double line_height = 11;
    EXPECT_GE(found[0].second - found[1].second, line_height) << warn;
    for (const auto& [line, text] : found) {
      EXPECT_GE(text, 8);  // it is not cut off at the top
      EXPECT_LE(text, 148);
    }
  }
}

TEST(Chart, SharesItsScaleWithPicturesOfTheSameReach) {
  Plot low = plot({12, 3}), high = plot({90, 20});
  low.reach = high.reach = 100;
  const auto axis = [](const std::string& svg) {
    const std::size_t at = svg.find("<path class=\"grid\"");
    return svg.substr(at, svg.find("<path class=\"line\"") - at);
  };
  EXPECT_EQ(axis(drawn(low)), axis(drawn(high)));
  low.reach = 0;
  EXPECT_NE(axis(drawn(low)), axis(drawn(high)));
}

TEST(Chart, SaysItsTimeZoneAndKeepsLargeNumbersShort) {
  const std::string svg = drawn(plot({4'000'000, 20}));
  EXPECT_NE(svg.find(">Time in UTC</text>"), std::string::npos);
  EXPECT_NE(svg.find(">4M</text>"), std::string::npos);
}

TEST(Chart, SaysItsNumbersInATableOfDays) {
  std::vector<std::optional<double>> values(48);
  values[0] = 4;
  values[1] = 2;
  const std::string svg = drawn(plot(values));
  EXPECT_NE(svg.find("<th scope=\"row\">2 Nov</th><td>4</td><td>3</td><td>2</td>"), std::string::npos);
  EXPECT_NE(svg.find("<th scope=\"row\">3 Nov</th><td>no data</td>"), std::string::npos);
}

TEST(Chart, SurvivesAnything) {
  for (const auto& values :
       std::vector<std::vector<std::optional<double>>>{{},
                                                       {std::nullopt},
                                                       {0},
                                                       {-5, 3},
                                                       {1e308, 1e308},
                                                       {1e-300},
                                                       std::vector<std::optional<double>>(20000, 7.5)}) {
    const std::string svg = drawn(plot(values));
    EXPECT_EQ(svg.find("nan"), std::string::npos);
    EXPECT_EQ(svg.find("inf"), std::string::npos);
    EXPECT_LT(svg.size(), 200'000U);
  }
}

TEST(Bar, NeverLeavesItsFrame) {
  EXPECT_NE(render("bar.mustache", bar(250, "critical", 80, 98)).find("width=\"120\" height=\"10\" rx=\"2\"/><path"),
            std::string::npos);
  EXPECT_NE(render("bar.mustache", bar(std::numeric_limits<double>::quiet_NaN(), "x")).find("width=\"0\""),
            std::string::npos);
  EXPECT_NE(render("bar.mustache", bar(-3, "x")).find("width=\"0\""), std::string::npos);
}

TEST(SeriesOfHours, TellsZeroFromNotRead) {
  const model::Window window{*base::from_iso8601("2026-11-02T00:30:00Z"), *base::from_iso8601("2026-11-02T05:00:00Z")};
  const auto read_from = *base::from_iso8601("2026-11-02T02:00:00Z");
  const auto hours = series_of_hours({{*base::from_iso8601("2026-11-02T03:00:00Z"), 4}}, window, read_from);
  const std::vector<std::optional<double>> expected = {std::nullopt, std::nullopt, 0, 4, 0};
  EXPECT_EQ(hours.values, expected);
}

}  // namespace
}  // namespace page

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/history/period.hpp"
#include "app/history/trend.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "base/json/number.hpp"
#include "base/timestamp.hpp"
#include "cli/command.hpp"
#include "page/column_chart.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace cli {
namespace {

using app::Point;
using app::Trend;
using base::ErrorKind;
using components::Measure;

constexpr std::size_t chart_rows = 6, chart_columns = 60;

int list(const Session& session) {
  const auto measures = app::measures_of(session.arguments.component);
  if (session.arguments.json) {
    print_data(app::to_json(measures).dump());
    return exit_done;
  }
  for (const Measure* measure : measures) print(fmt::format("{:<46} {}", measure->name, measure->title));
  return exit_done;
}

store::Filter filter_of(const Session& session) {
  const Arguments& arguments = session.arguments;
  if (arguments.last_days > 0 && !arguments.since.empty()) {
    throw base::Error(ErrorKind::usage, "--days and --from both say where to begin: give one of them");
  }
  store::Filter filter =
      app::reviews_between({"--from", arguments.since}, {"--to", arguments.until}, arguments.instance);
  if (arguments.last_days > 0) filter.from = session.world.clock.now() - std::chrono::days(arguments.last_days);
  return filter;
}

// As the C library finds it out, POSIX 8.2.
bool speaks_utf8(const base::Environment& environment) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto value = environment.get(name);
    if (!value) continue;
    return value->find("UTF-8") != std::string::npos || value->find("utf8") != std::string::npos;
  }
  return false;
}

struct Axis {
  double bottom = 0, top = 0;
};

// From zero, unless all values lie so close together that they would look the same.
Axis axis_of(const std::vector<Point>& points) {
  std::optional<Axis> seen;
  for (const Point& point : points) {
    if (!point.reading.value) continue;
    const double value = *point.reading.value;
    seen = seen ? Axis{std::min(seen->bottom, value), std::max(seen->top, value)} : Axis{value, value};
  }
  if (!seen) return {};
  const double range = seen->top - seen->bottom;
  const bool close = range > 0 && seen->bottom > 2 * range;
  return {close ? seen->bottom - range : 0, seen->top};
}

// One column for each stretch of time; of the reviews in one stretch the last value counts.
std::vector<page::Column> columns_of(const std::vector<Point>& points, double bottom, std::size_t most) {
  const auto span = points.back().at - points.front().at;
  const std::size_t count = span.count() == 0 ? 1 : std::min(most, std::max<std::size_t>(points.size() * 4, 12));
  std::vector<page::Column> columns(count);
  for (const Point& point : points) {
    const double share = span.count() == 0 ? 0 : double((point.at - points.front().at).count()) / double(span.count());
    page::Column& column = columns[std::size_t(std::lround(share * double(count - 1)))];
    column.looked = true;
    if (point.reading.value) column.value = *point.reading.value - bottom;
  }
  return columns;
}

// Documents of other programs may hold more decimals of a share than this one stores.
std::string text_of(double value, const Measure& measure) {
  return words::number(measure.unit == "%" ? base::cut(value, 2) : value, 2);
}

void print_chart(const Session& session, const Trend& trend) {
  const Axis axis = axis_of(trend.points);
  const std::string top = text_of(axis.top, *trend.measure), bottom = text_of(axis.bottom, *trend.measure);
  const std::size_t margin = std::max(top.size(), bottom.size());
  const std::size_t room = session.width() > margin + 12 ? session.width() - margin - 2 : 10;
  const auto columns = columns_of(trend.points, axis.bottom, std::min(chart_columns, room));
  const auto lines = page::column_chart(columns, chart_rows, speaks_utf8(session.world.environment));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string label = i == 0 ? top : i + 1 == lines.size() ? bottom : "";
    print(fmt::format("{:>{}} {}", label, margin, lines[i]));
  }
  const std::string first = base::to_date(trend.points.front().at), last = base::to_date(trend.points.back().at);
  const bool both = columns.size() >= first.size() + last.size() + 1;
  print(fmt::format("{:>{}} {}{:>{}}", "", margin, both ? first : "", last, both ? columns.size() - first.size() : 0));
}

std::string runway_text(const Trend& trend) {
  const app::Runway& runway = trend.runway;
  std::string text;
  if (runway.per_week) {
    const std::string unit = trend.measure->unit.empty() ? "" : fmt::format(" {}", trend.measure->unit);
    text = fmt::format("{}{}{} a week, by the straight line through them (R-squared {}).\n",
                       *runway.per_week >= 0 ? "+" : "", words::number(*runway.per_week, 2), unit,
                       words::number(base::cut(*runway.r_squared, 2)));
  }
  if (!runway.weeks_left) return fmt::format("{}Weeks left until the limit: not told; {}.", text, runway.reason);
  // Whole weeks: one that has begun is not left.
  return text + fmt::format("Weeks left until the limit: {}.", words::number(base::cut(*runway.weeks_left, 0), 0));
}

void print_text(const Session& session, const Trend& trend) {
  const std::string unit = trend.measure->unit.empty() ? "" : fmt::format(" ({})", trend.measure->unit);
  print(fmt::format("{}: {}{}", trend.measure->name, trend.measure->title, unit));
  if (!trend.instance_arn.empty()) print(words::one_line(trend.instance_arn));
  print("");
  print_chart(session, trend);
  print(fmt::format("\n{:<16} {:<20} {:>12} {:>12}", "REVIEW", "AT", "VALUE", "LIMIT"));
  for (const auto& [at, review_id, reading] : trend.points) {
    print(fmt::format("{:<16} {:<20} {:>12} {:>12}{}", words::one_line(review_id), base::to_minute_text(at),
                      reading.value ? text_of(*reading.value, *trend.measure) : "-",
                      reading.limit ? words::number(*reading.limit, 2) : "-",
                      reading.value ? "" : fmt::format("  {}", words::one_line(reading.gap))));
  }
  print(fmt::format("\n{}", runway_text(trend)));
}

int run(const Session& session) {
  if (session.arguments.list) return list(session);
  const auto& words = session.arguments.words;
  if (words.empty()) {
    throw base::Error(ErrorKind::usage, "name a measure; `connect-ops-review trend --list` lists them");
  }
  const Measure& measure = components::find_measure(words[0]);
  const store::Filter filter = filter_of(session);
  const auto store = open_store(session, false);
  const Trend trend = app::trend(*store, measure, filter, session.world.clock.now());
  if (session.arguments.json) {
    print_data(base::canonical(to_json(trend)));
  } else {
    print_text(session, trend);
  }
  return exit_done;
}

}  // namespace

const Command trend_command = {"trend",
                               "A number over the stored reviews, and the weeks left until its limit",
                               {"[MEASURE]"},
                               with_store({}),
                               {"list", "component", "instance", "last_days", "from", "to", "json"},
                               "  connect-ops-review trend --list --component quota\n"
                               "  connect-ops-review trend quota.users.current\n"
                               "  connect-ops-review trend metrics.missed_calls.sum --from 2026-06-01 --json",
                               run};

}  // namespace cli

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "app/history/listing.hpp"
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
#include "words/width.hpp"

namespace cli {
namespace {

using analysis::Point;
using app::Trend;
using base::ErrorKind;
using components::Measure;

constexpr std::size_t chart_rows = 6, chart_columns = 60, spark_columns = 12;

// Above this multiple of the largest value a limit would press the columns flat: it is told, not drawn.
constexpr double furthest_limit = 4;

int list_measures(const Session& session) {
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
  store::Filter filter = app::reviews_between({"--from", arguments.since}, {"--to", arguments.until}, "");
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

// One column for each stretch of time; of the reviews in one stretch the last value counts.
std::vector<page::Column> columns_of(const std::vector<Point>& points, std::size_t most) {
  const auto span = points.back().at - points.front().at;
  const std::size_t count = span.count() == 0 ? 1 : std::min(most, std::max<std::size_t>(points.size() * 4, 12));
  std::vector<page::Column> columns(count);
  for (const Point& point : points) {
    const double share = span.count() == 0 ? 0 : double((point.at - points.front().at).count()) / double(span.count());
    page::Column& column = columns[std::size_t(std::lround(share * double(count - 1)))];
    column.looked = true;
    if (point.reading.value) column.value = point.reading.value;
  }
  return columns;
}

// Documents of other programs may hold more decimals of a share than this one stores.
std::string text_of(double value, const Measure& measure) {
  return words::number(measure.unit == "%" ? base::cut(value, 2) : value, 2);
}

double largest_of(const std::vector<Point>& points) {
  double largest = 0;
  for (const Point& point : points) largest = std::max(largest, point.reading.value.value_or(0));
  return largest;
}

// Every chart begins at zero, and its upper end is the largest value or the limit: charts of one unit read alike.
void print_chart(const Session& session, const Trend& trend) {
  const double largest = largest_of(trend.points);
  const Point* last = trend.last_known();
  const auto limit = last == nullptr ? std::nullopt : last->reading.limit;
  const bool is_drawn = limit && *limit <= largest * furthest_limit;
  const double top = is_drawn ? std::max(largest, *limit) : largest;

  std::vector<std::string> labels(chart_rows);
  labels.front() = text_of(top, *trend.measure);
  labels.back() = "0";
  if (is_drawn) {
    labels[page::line_of(*limit, top, chart_rows)] = fmt::format("limit {}", text_of(*limit, *trend.measure));
  }
  std::size_t margin = 0;
  for (const auto& label : labels) margin = std::max(margin, label.size());
  const std::size_t room = session.width() > margin + 12 ? session.width() - margin - 2 : 10;
  const auto columns = columns_of(trend.points, std::min(chart_columns, room));
  const auto lines =
      page::column_chart(columns, chart_rows, speaks_utf8(session.world.environment), is_drawn ? limit : std::nullopt);
  for (std::size_t i = 0; i < lines.size(); ++i) print(fmt::format("{:>{}} {}", labels[i], margin, lines[i]));
  const std::string first = base::to_date(trend.points.front().at), to = base::to_date(trend.points.back().at);
  const bool both = columns.size() >= first.size() + to.size() + 1;
  print(fmt::format("{:>{}} {}{:>{}}", "", margin, both ? first : "", to, both ? columns.size() - first.size() : 0));
  if (limit && !is_drawn) print(fmt::format("The limit, {}, lies far above.", text_of(*limit, *trend.measure)));
}

// Whole weeks: one that has begun is not left.
std::string weeks_text(double weeks) {
  return weeks < 1 ? "less than 1" : words::number(base::cut(weeks, 0), 0);
}

std::string pace_text(double per_week, const Measure& measure) {
  return fmt::format("{}{}{}", per_week >= 0 ? "+" : "", words::number(per_week, 2),
                     measure.unit.empty() ? "" : fmt::format(" {}", measure.unit));
}

std::string runway_text(const Trend& trend) {
  const analysis::Runway& runway = trend.runway;
  std::string text;
  if (runway.per_week) {
    text = fmt::format("{} a week, by the straight line through them (R-squared {}).\n",
                       pace_text(*runway.per_week, *trend.measure), words::number(base::cut(*runway.r_squared, 2)));
  }
  if (runway.last_per_week) {
    text += fmt::format("{} in the last week.\n", pace_text(*runway.last_per_week, *trend.measure));
  }
  if (!runway.weeks_left) {
    return text +
           words::full_stop(fmt::format("How many weeks are left until the limit is not known: {}", runway.reason));
  }
  return text + fmt::format("Weeks left until the limit: {}{}.", weeks_text(*runway.weeks_left),
                            runway.by_last ? ", at the pace of the last week" : "");
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

std::string left_text(const analysis::Runway& runway) {
  if (runway.is_reached) return "reached";
  return runway.weeks_left ? weeks_text(*runway.weeks_left) : "-";
}

// What has no value in any review is named in one line at the end.
void print_all(const Session& session, const std::vector<Trend>& trends) {
  constexpr const char* row = "{:<46} {:>12} {:>12} {:>10} {:>11}  {}";
  const bool unicode = speaks_utf8(session.world.environment);
  if (!trends.front().instance_arn.empty()) print(fmt::format("{}\n", words::one_line(trends.front().instance_arn)));
  print(fmt::format(row, "MEASURE", "NOW", "LIMIT", "A WEEK", "WEEKS LEFT", "HISTORY"));
  std::vector<std::string> unknown;
  for (const Trend& trend : trends) {
    const Point* last = trend.last_known();
    if (last == nullptr) {
      unknown.push_back(trend.measure->name);
      continue;
    }
    const auto& [value, limit, scale, gap] = last->reading;
    const auto& pace = trend.runway.per_week;
    const auto spark = page::column_chart(columns_of(trend.points, spark_columns), 1, unicode);
    print(fmt::format(row, trend.measure->name, text_of(*value, *trend.measure),
                      limit ? text_of(*limit, *trend.measure) : "-",
                      pace ? fmt::format("{}{}", *pace >= 0 ? "+" : "", words::number(*pace, 2)) : "-",
                      left_text(trend.runway), trend.points.size() > 1 ? spark.front() : ""));
  }
  if (unknown.empty()) return;
  std::string lines = words::wrapped(fmt::format("No review knows {}.", fmt::join(unknown, ", ")), session.width(), "");
  lines.pop_back();
  print(fmt::format("\n{}", lines));
}

int follow_all(const Session& session) {
  const auto measures = app::measures_of(session.arguments.component);
  store::Filter filter = filter_of(session);
  const auto store = open_store(session, false);
  filter.instance_arn = app::stored_instance(*store, session.arguments.instance, session.world.clock.now());
  const auto trends = app::trends(*store, measures, filter, session.world.clock.now());
  if (session.arguments.json) {
    print_data(base::canonical(app::to_json(trends)));
  } else {
    print_all(session, trends);
  }
  return exit_done;
}

int follow(const Session& session, const Measure& measure) {
  store::Filter filter = filter_of(session);
  const auto store = open_store(session, false);
  filter.instance_arn = app::stored_instance(*store, session.arguments.instance, session.world.clock.now());
  const Trend trend = app::trend(*store, measure, filter, session.world.clock.now());
  if (session.arguments.json) {
    print_data(base::canonical(to_json(trend)));
  } else {
    print_text(session, trend);
  }
  return exit_done;
}

int run_trend(const Session& session) {
  if (session.arguments.list) return list_measures(session);
  const auto& words = session.arguments.words;
  return words.empty() ? follow_all(session) : follow(session, components::find_measure(words[0]));
}

}  // namespace

const Command trend_command = {"trend",
                               "Follow numbers over the stored reviews, and the weeks left until their limits",
                               {"[MEASURE]"},
                               with_store({}),
                               {"list", "component", "instance", "last_days", "from", "to", "json"},
                               "  connect-ops-review trend\n"
                               "  connect-ops-review trend --list --component quota\n"
                               "  connect-ops-review trend quota.users.current\n"
                               "  connect-ops-review trend metrics.missed_calls.sum --from 2026-06-01 --json",
                               run_trend};

}  // namespace cli

#include "app/history/trend.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <set>

#include "app/history/listing.hpp"
#include "base/error.hpp"
#include "base/json/number.hpp"
#include "base/timestamp.hpp"
#include "components/component.hpp"
#include "words/numbers.hpp"

namespace app {
namespace {

using base::ErrorKind;
using nlohmann::json;
using Weeks = std::chrono::duration<double, std::ratio<604800>>;

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

// Why a line through these values would say nothing; empty when it would.
std::string lack_of_data(const std::vector<Point>& known, const std::string& scale) {
  if (known.size() < least_points) {
    return fmt::format("{} values are too few: it takes {}", known.size(), least_points);
  }
  const double weeks = weeks_between(known.front().at, known.back().at);
  if (weeks < least_weeks) {
    return fmt::format("the values lie within {} weeks: it takes {}", words::number(base::cut(weeks, 1), 1),
                       words::number(least_weeks));
  }
  const auto differs = [&](const Point& point) { return point.reading.scale != known.back().reading.scale; };
  if (!scale.empty() && std::ranges::any_of(known, differs)) {
    return fmt::format("the values cannot be held against each other: the {} changed", scale);
  }
  return "";
}

// Why the line does not meet the limit in any time that it can speak of; empty when it does.
std::string no_meeting(const Line& line, const components::Reading& last) {
  if (!last.limit) return "it has no limit, or the limit is not known";
  if (*last.value >= *last.limit) return "the limit is reached";
  if (line.slope <= 0) return "it does not grow";
  if (line.r_squared < least_r_squared) {
    return fmt::format("the values do not follow a line (R-squared {}, it takes {})",
                       words::number(base::cut(line.r_squared, 2)), words::number(least_r_squared));
  }
  if ((*last.limit - line.at_end) / line.slope > furthest_weeks) {
    return fmt::format("it is more than {} weeks away, which is further than the stored reviews can tell",
                       words::number(furthest_weeks));
  }
  return "";
}

// A document that cannot be understood is a gap like any other.
Point point_of(const store::Item& item, const components::Measure& measure) {
  Point point{base::from_review_id(item.review_id).value_or(base::Time()), item.review_id, {}};
  try {
    const model::Document document = model::document_from_json(item.body);
    if (document.recorded_at) point.at = *document.recorded_at;
    point.reading = measure.read(document);
    if (point.reading.value && !std::isfinite(*point.reading.value)) point.reading = {{}, {}, {}, "it is no number"};
  } catch (const base::Error& error) {
    point.reading = {{}, {}, {}, error.what()};
  }
  return point;
}

// Values of several instances make no line.
std::string one_instance(const store::Items& history, const store::Filter& filter) {
  std::set<std::string> arns;
  for (const auto& item : history.items) {
    const auto arn = item.body.find("instanceArn");
    if (arn != item.body.end() && arn->is_string() && !arn->get<std::string>().empty()) {
      arns.insert(arn->get<std::string>());
    }
  }
  if (arns.size() > 1) {
    throw base::Error(ErrorKind::usage, fmt::format("the stored reviews are of several instances: say which with "
                                                    "--instance ({})",
                                                    fmt::join(arns, ", ")));
  }
  return arns.empty() ? filter.instance_arn : *arns.begin();
}

json or_null(const std::optional<double>& value) {
  return value ? json(*value) : json();
}

json to_json(const Point& point) {
  return {{"reviewId", point.review_id},
          {"at", base::to_iso8601(point.at)},
          {"value", or_null(point.reading.value)},
          {"limit", or_null(point.reading.limit)},
          {"gap", point.reading.value ? json() : json(point.reading.gap)}};
}

// Reviews that were interrupted before the component was stored.
std::vector<Point> interrupted_before(const std::string& component, store::Store& store, store::Filter filter,
                                      base::Time now) {
  std::vector<Point> gaps;
  do {
    const Listing listing = list_reviews(store, filter, now);
    for (const auto& status : listing.reviews) {
      const bool chose = std::ranges::find(status.components, component) != status.components.end();
      if (status.status != model::ReviewStatus::interrupted || !chose) continue;
      gaps.push_back({base::from_review_id(status.review_id).value_or(base::Time()),
                      status.review_id,
                      {{}, {}, {}, fmt::format("the review was interrupted: {}", status.message)}});
    }
    filter.page = listing.next;
  } while (!filter.page.empty());
  return gaps;
}

}  // namespace

Runway runway(const std::vector<Point>& points, const std::string& scale) {
  std::vector<Point> known;
  std::ranges::copy_if(points, std::back_inserter(known),
                       [](const Point& point) { return point.reading.value.has_value(); });
  Runway out;
  out.reason = lack_of_data(known, scale);
  if (!out.reason.empty()) return out;
  const Line line = fit(known);
  const components::Reading& last = known.back().reading;
  out.per_week = line.slope;
  out.r_squared = line.r_squared;
  out.reason = no_meeting(line, last);
  // The line may have passed the limit already while the last value has not: that is now.
  if (out.reason.empty()) out.weeks_left = std::max(0.0, (*last.limit - line.at_end) / line.slope);
  return out;
}

Trend trend(store::Store& store, const components::Measure& measure, const store::Filter& filter, base::Time now) {
  const store::Items history = store.history(measure.component, filter);
  if (history.items.empty() && history.broken.empty()) {
    throw base::Error(ErrorKind::not_found,
                      fmt::format("no stored review has a document {}{}; `connect-ops-review reviews` lists what there "
                                  "is",
                                  measure.component, filter.instance_arn.empty() ? "" : " of this instance and time"));
  }
  Trend trend{&measure, one_instance(history, filter), {}, {}};
  for (const auto& item : history.items) trend.points.push_back(point_of(item, measure));
  for (const auto& broken : history.broken) {
    trend.points.push_back({base::from_review_id(broken.review_id).value_or(base::Time()),
                            broken.review_id,
                            {{}, {}, {}, fmt::format("the document cannot be read: {}", broken.why)}});
  }
  for (Point& gap : interrupted_before(measure.component, store, filter, now)) {
    if (std::ranges::find(trend.points, gap.review_id, &Point::review_id) == trend.points.end()) {
      trend.points.push_back(std::move(gap));
    }
  }
  std::ranges::sort(trend.points, [](const Point& a, const Point& b) {
    return std::tie(a.at, a.review_id) < std::tie(b.at, b.review_id);
  });
  trend.runway = runway(trend.points, measure.scale);
  return trend;
}

json to_json(const Trend& trend) {
  json points = json::array();
  for (const Point& point : trend.points) points.push_back(to_json(point));
  const Runway& runway = trend.runway;
  return {{"measure", trend.measure->name},
          {"title", trend.measure->title},
          {"unit", trend.measure->unit},
          {"instanceArn", trend.instance_arn},
          {"points", points},
          {"perWeek", or_null(runway.per_week)},
          {"rSquared", or_null(runway.r_squared)},
          {"weeksLeft", or_null(runway.weeks_left)},
          {"reason", runway.reason.empty() ? json() : json(runway.reason)}};
}

std::vector<const components::Measure*> measures_of(const std::string& component) {
  if (!component.empty()) components::find(component);
  std::vector<const components::Measure*> chosen;
  for (const components::Measure& measure : components::measures()) {
    if (component.empty() || measure.component == component) chosen.push_back(&measure);
  }
  return chosen;
}

json to_json(const std::vector<const components::Measure*>& measures) {
  json all = json::array();
  for (const auto* measure : measures) {
    all.push_back({{"name", measure->name}, {"title", measure->title}, {"unit", measure->unit}});
  }
  return all;
}

}  // namespace app

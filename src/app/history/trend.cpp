#include "app/history/trend.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "app/history/listing.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "components/component.hpp"

namespace app {
namespace {

using analysis::Point;
using analysis::Runway;
using base::ErrorKind;
using nlohmann::json;

// One component in one review: what is stored, or why there is nothing to read a number from.
struct Entry {
  base::Time at;
  std::string review_id;
  std::optional<model::Document> document;
  std::string gap;
};

using History = std::vector<Entry>;  // oldest first

base::Time time_of(const std::string& review_id) {
  return base::from_review_id(review_id).value_or(base::Time());
}

// A document that cannot be understood is a gap like any other.
Entry entry_of(const store::Item& item) {
  Entry entry{time_of(item.review_id), item.review_id, {}, {}};
  try {
    entry.document = model::document_from_json(item.body);
    if (entry.document->recorded_at) entry.at = *entry.document->recorded_at;
  } catch (const base::Error& error) {
    entry.gap = error.what();
  }
  return entry;
}

Point point_of(const Entry& entry, const components::Measure& measure) {
  Point point{entry.at, entry.review_id, {{}, {}, {}, entry.gap}};
  if (!entry.document) return point;
  try {
    point.reading = measure.read(*entry.document);
    if (point.reading.value && !std::isfinite(*point.reading.value)) point.reading = {{}, {}, {}, "it is no number"};
  } catch (const base::Error& error) {
    point.reading = {{}, {}, {}, error.what()};
  }
  return point;
}

// The state of every review that was interrupted.
std::vector<model::StatusDocument> interrupted(store::Store& store, store::Filter filter, base::Time now) {
  std::vector<model::StatusDocument> found;
  do {
    const Listing listing = list_reviews(store, filter, now);
    std::ranges::copy_if(listing.reviews, std::back_inserter(found), [](const model::StatusDocument& status) {
      return status.status == model::ReviewStatus::interrupted;
    });
    filter.page = listing.next;
  } while (!filter.page.empty());
  return found;
}

// Empty when no stored review has the component. Reviews that were interrupted before it was stored are gaps.
History history_of(store::Store& store, const std::string& component, const store::Filter& filter,
                   const std::vector<model::StatusDocument>& interrupted) {
  const store::Items stored = store.history(component, filter);
  History history;
  for (const auto& item : stored.items) history.push_back(entry_of(item));
  for (const auto& broken : stored.broken) {
    history.push_back(
        {time_of(broken.review_id), broken.review_id, {}, fmt::format("the document cannot be read: {}", broken.why)});
  }
  if (history.empty()) return history;
  for (const auto& status : interrupted) {
    const bool chose = std::ranges::find(status.components, component) != status.components.end();
    if (!chose || std::ranges::find(history, status.review_id, &Entry::review_id) != history.end()) continue;
    history.push_back({time_of(status.review_id),
                       status.review_id,
                       {},
                       fmt::format("the review was interrupted: {}", status.message)});
  }
  std::ranges::sort(history, [](const Entry& a, const Entry& b) {
    return std::tie(a.at, a.review_id) < std::tie(b.at, b.review_id);
  });
  return history;
}

// Values of several instances make no line.
std::string one_instance(const std::map<std::string, History>& histories, const store::Filter& filter) {
  std::set<std::string> arns;
  for (const auto& [component, history] : histories) {
    for (const Entry& entry : history) {
      if (entry.document && !entry.document->instance_arn.empty()) arns.insert(entry.document->instance_arn);
    }
  }
  if (arns.size() > 1) {
    throw base::Error(ErrorKind::usage, fmt::format("the stored reviews are of several instances: say which with "
                                                    "--instance ({})",
                                                    fmt::join(arns, ", ")));
  }
  return arns.empty() ? filter.instance_arn : *arns.begin();
}

double share_of_limit(const Trend& trend) {
  const Point* last = trend.last_known();
  const auto limit = last == nullptr ? std::nullopt : last->reading.limit;
  return limit && *limit > 0 ? *last->reading.value / *limit : 0;
}

// The smaller, the sooner somebody has to act: what is reached, what will be, what has a limit, the rest, what is not
// known.
auto urgency(const Trend& trend) {
  const Point* last = trend.last_known();
  const bool has_limit = last != nullptr && last->reading.limit;
  const int rank = trend.runway.is_reached ? 0 : trend.runway.weeks_left ? 1 : has_limit ? 2 : last != nullptr ? 3 : 4;
  return std::make_tuple(rank, trend.runway.weeks_left.value_or(0), -share_of_limit(trend));
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

}  // namespace

const Point* Trend::last_known() const {
  const auto last = std::ranges::find_if(points.rbegin(), points.rend(),
                                         [](const Point& point) { return point.reading.value.has_value(); });
  return last == points.rend() ? nullptr : &*last;
}

namespace {

std::vector<Trend> follow(store::Store& store, const std::vector<const components::Measure*>& measures,
                          const store::Filter& filter, const std::vector<model::StatusDocument>& cut_off) {
  std::map<std::string, History> histories;
  for (const auto* measure : measures) {
    if (!histories.contains(measure->component)) {
      histories[measure->component] = history_of(store, measure->component, filter, cut_off);
    }
  }
  const std::string arn = one_instance(histories, filter);
  std::vector<Trend> all;
  for (const auto* measure : measures) {
    Trend trend{measure, arn, {}, {}};
    for (const Entry& entry : histories[measure->component]) trend.points.push_back(point_of(entry, *measure));
    if (trend.points.empty()) continue;
    trend.runway = analysis::runway(trend.points, measure->scale);
    all.push_back(std::move(trend));
  }
  if (all.empty()) {
    const std::string what = histories.size() == 1 ? fmt::format("a document {}", histories.begin()->first)
                                                   : std::string("a number to follow");
    throw base::Error(ErrorKind::not_found,
                      fmt::format("no stored review has {}{}; `connect-ops-review reviews` lists what there is", what,
                                  filter.instance_arn.empty() ? "" : " of this instance and time"));
  }
  std::ranges::stable_sort(all, [](const Trend& a, const Trend& b) { return urgency(a) < urgency(b); });
  return all;
}

}  // namespace

std::vector<Trend> trends(store::Store& store, const std::vector<const components::Measure*>& measures,
                          const store::Filter& filter, base::Time now) {
  return follow(store, measures, filter, interrupted(store, filter, now));
}

std::vector<Trend> trends(store::Store& store, const std::vector<const components::Measure*>& measures,
                          const store::Filter& filter) {
  return follow(store, measures, filter, {});
}

Trend trend(store::Store& store, const components::Measure& measure, const store::Filter& filter, base::Time now) {
  return std::move(trends(store, {&measure}, filter, now).front());
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
          {"lastPerWeek", or_null(runway.last_per_week)},
          {"rSquared", or_null(runway.r_squared)},
          {"weeksLeft", or_null(runway.weeks_left)},
          {"reason", runway.reason.empty() ? json() : json(runway.reason)}};
}

json to_json(const std::vector<Trend>& trends) {
  json all = json::array();
  for (const Trend& trend : trends) all.push_back(to_json(trend));
  return {{"trends", all}};
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

#include "app/history/capacity.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <tuple>

#include "app/history/past.hpp"
#include "base/error.hpp"
#include "base/json/number.hpp"
#include "components/quota/facts.hpp"

namespace app {
namespace {

using components::ApiRateFact;
using components::QuotaFact;
using components::QuotaFacts;
using nlohmann::json;

using Courses = std::vector<formats::QuotaCourse>;

void grow(CapacityRow& row, double growth) {
  row.share_then = row.share;
  if (row.grows == Grows::by_hand) return;
  row.share_then = row.share * (1 + growth / 100);
  if (row.share > 0) row.growth_left = std::max(0.0, (100 / row.share - 1) * 100);
}

std::optional<double> weeks_left_of(const Courses& courses, std::string_view key) {
  const auto course =
      std::ranges::find_if(courses, [&](const formats::QuotaCourse& one) { return one.row->key == key; });
  if (course == courses.end()) return std::nullopt;
  return course->runway.is_reached ? std::optional(0.0) : course->runway.weeks_left;
}

CapacityRow row_of_quota(const QuotaFact& fact, const Courses& courses, double growth) {
  CapacityRow row;
  row.key = fact.key;
  row.name = fact.name;
  row.grows = fact.concurrency ? Grows::with_traffic : Grows::by_hand;
  row.now = fact.current;
  row.limit = fact.limit;
  row.share = *fact.percentage;
  row.weeks_left = weeks_left_of(courses, fact.key);
  row.note = fact.reason;
  row.is_full = row.share >= 100 && fact.level != model::QuotaLevel::normal;
  grow(row, growth);
  return row;
}

CapacityRow row_of_calls(const ApiRateFact& fact, double growth) {
  CapacityRow row;
  row.key = fact.operation;
  row.name = fmt::format("{} calls a second", fact.operation);
  row.grows = Grows::with_traffic;
  row.now = fact.per_second;
  row.limit = fact.limit;
  row.share = *fact.percentage;
  row.note = fact.reason;
  row.is_full = row.share >= 100;
  grow(row, growth);
  return row;
}

// The smaller, the sooner it breaks.
auto order_of(const CapacityRow& row) {
  const bool ends_soon = row.weeks_left && *row.weeks_left <= formats::lead_weeks;
  const int rank = row.is_full ? 0 : row.breaks() ? 1 : ends_soon ? 2 : 3;
  return std::make_tuple(rank, rank == 2 ? *row.weeks_left : 0.0, -row.share_then);
}

// Older reviews that cannot be read leave what this one says.
Courses known_courses(store::Store& store, const model::Review& review, std::string& not_known) {
  if (review.status.instance_arn.empty()) {
    not_known = "the review does not say of which instance it is";
    return {};
  }
  try {
    return quota_courses(Earlier(store, review));
  } catch (const base::Error& error) {
    not_known = error.what();
    return {};
  }
}

void add_quotas(Capacity& all, const QuotaFacts& facts, const Courses& courses) {
  for (const QuotaFact& fact : facts.quotas) {
    if (fact.percentage) {
      all.rows.push_back(row_of_quota(fact, courses, all.growth));
    } else if (fact.level != model::QuotaLevel::idle) {
      all.unknown.push_back({fact.name, fact.reason});
    }
  }
}

void add_calls(Capacity& all, const QuotaFacts& facts) {
  all.calls_not_known = facts.api_rates_missing;
  if (!facts.api_window && all.calls_not_known.empty()) all.calls_not_known = "the review did not count them";
  for (const ApiRateFact& fact : facts.api_rates) {
    if (fact.percentage) {
      all.rows.push_back(row_of_calls(fact, all.growth));
    } else {
      all.unknown.push_back(
          {fmt::format("{} calls a second", fact.operation), "the rate that AWS allows is not known"});
    }
  }
}

json or_null(const std::optional<double>& value, int decimals) {
  return value ? base::number(base::cut(*value, decimals)) : json();
}

json text_or_null(const std::string& text) {
  return text.empty() ? json() : json(text);
}

json to_json(const CapacityRow& row) {
  return {{"key", row.key},
          {"name", row.name},
          {"grows", row.grows == Grows::with_traffic ? "with_traffic" : "by_hand"},
          {"now", or_null(row.now, 4)},
          {"limit", or_null(row.limit, 4)},
          {"percentage", or_null(row.share, 2)},
          {"percentageThen", or_null(row.share_then, 2)},
          {"growthLeft", or_null(row.growth_left, 2)},
          {"weeksLeft", or_null(row.weeks_left, 2)},
          {"isFull", row.is_full},
          {"breaks", row.breaks()},
          {"note", text_or_null(row.note)}};
}

}  // namespace

Capacity capacity(store::Store& store, const model::Review& review, double growth) {
  const auto facts = review.facts<QuotaFacts>();
  if (!facts) {
    throw base::Error(base::ErrorKind::not_found,
                      fmt::format("the review {} holds no quotas: its component 'quota' was left out or has failed",
                                  review.status.review_id));
  }
  Capacity all;
  all.review_id = review.status.review_id;
  all.instance_arn = review.status.instance_arn;
  all.instance_alias = review.status.instance_alias;
  all.growth = growth;
  add_quotas(all, *facts, known_courses(store, review, all.history_not_known));
  add_calls(all, *facts);
  std::ranges::stable_sort(all.rows, [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
  return all;
}

json to_json(const Capacity& capacity) {
  json rows = json::array(), unknown = json::array();
  for (const CapacityRow& row : capacity.rows) rows.push_back(to_json(row));
  for (const auto& one : capacity.unknown) unknown.push_back({{"name", one.name}, {"why", text_or_null(one.why)}});
  return {{"reviewId", capacity.review_id},
          {"instanceArn", capacity.instance_arn},
          {"growthPercent", base::number(capacity.growth)},
          {"leadWeeks", base::number(formats::lead_weeks)},
          {"rows", std::move(rows)},
          {"unknown", std::move(unknown)},
          {"callsNotKnown", text_or_null(capacity.calls_not_known)},
          {"historyNotKnown", text_or_null(capacity.history_not_known)}};
}

}  // namespace app

#include "app/history/past.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/history/trend.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"

namespace app {
namespace {

using model::Review;

constexpr std::chrono::days furthest_course{13 * 7};  // older values say little, and each is a document to read

std::optional<formats::Since> since(Earlier& earlier) {
  const std::string before = predecessor(earlier.states(), earlier.review());
  if (before.empty()) return std::nullopt;
  return formats::Since{before, base::from_review_id(before).value_or(base::Time()), earlier.comparison(before)};
}

}  // namespace

// Reviews that were interrupted leave no gap in them: a report need not list every review for that.
std::vector<formats::QuotaCourse> quota_courses(const Earlier& earlier) {
  const Review& review = earlier.review();
  if (review.document("quota") == nullptr) return {};
  std::vector<const components::Measure*> measures;
  for (const auto& row : model::quota_rows) {
    measures.push_back(&components::find_measure(fmt::format("quota.{}.percentage", row.key)));
  }
  store::Filter filter;
  filter.instance_arn = review.status.instance_arn;
  filter.from = earlier.made() - furthest_course;
  filter.to = earlier.made() + std::chrono::seconds(1);
  std::vector<formats::QuotaCourse> courses;
  for (auto& trend : trends(earlier.store(), measures, filter)) {
    const auto at = std::size_t(std::ranges::find(measures, trend.measure) - measures.begin());
    const analysis::Point& last = trend.points.back();
    if (last.review_id == review.status.review_id && last.reading.value) {
      courses.push_back({&model::quota_rows[at], std::move(trend.points), std::move(trend.runway)});
    }
  }
  return courses;
}

formats::Past past_of(Earlier& earlier) {
  formats::Past past;
  if (earlier.review().status.instance_arn.empty()) {
    past.not_known = "the review does not say of which instance it is";
    return past;
  }
  try {
    past.since = since(earlier);
    past.quotas = quota_courses(earlier);
  } catch (const base::Error& error) {
    past.not_known = error.what();
  }
  return past;
}

formats::Besides with_past(store::Store& store, const Review& review) {
  Earlier earlier(store, review);
  return {{review.status.review_id, {.past = past_of(earlier)}}};
}

}  // namespace app

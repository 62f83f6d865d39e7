#include "app/history/past.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/history/compare.hpp"
#include "app/history/listing.hpp"
#include "app/history/trend.hpp"
#include "app/stored.hpp"
#include "base/error.hpp"
#include "base/timestamp.hpp"

namespace app {
namespace {

using model::Review;
using model::ReviewStatus;

constexpr std::size_t furthest_back = 10;             // reviews
constexpr std::chrono::days furthest_course{13 * 7};  // older values say little, and each is a document to read

std::vector<std::string> components_of(const Review& review) {
  std::vector<std::string> all;
  for (const auto& document : review.documents) all.push_back(document.component);
  return all;
}

// The states of the reviews before this one that came to their end, newest first. One of the reference application has
// no state that says so.
std::vector<model::StatusDocument> ended_before(store::Store& store, const Review& review, base::Time made) {
  store::Filter filter;
  filter.instance_arn = review.status.instance_arn;
  filter.page = review.status.review_id;
  filter.limit = furthest_back;
  auto states = list_reviews(store, filter, made).reviews;
  std::erase_if(states, [](const model::StatusDocument& state) {
    return state.status != ReviewStatus::completed && state.status != ReviewStatus::partial;
  });
  return states;
}

// Empty: there is none.
std::string predecessor(store::Store& store, const Review& review, base::Time made) {
  const auto states = ended_before(store, review, made);
  const auto chosen = components_of(review);
  const auto looked_at = [](const model::StatusDocument& state, const std::string& component) {
    return std::ranges::find(state.components, component) != state.components.end();
  };
  const auto all_of_it = std::ranges::find_if(states, [&](const auto& state) {
    return std::ranges::all_of(chosen, [&](const auto& component) { return looked_at(state, component); });
  });
  if (all_of_it != states.end()) return all_of_it->review_id;
  const auto a_part = std::ranges::find_if(states, [&](const auto& state) {
    return std::ranges::any_of(chosen, [&](const auto& component) { return looked_at(state, component); });
  });
  return a_part == states.end() ? "" : a_part->review_id;
}

std::optional<formats::Since> since(store::Store& store, const Review& review, base::Time made) {
  const std::string before = predecessor(store, review, made);
  if (before.empty()) return std::nullopt;
  const Review earlier = load_review(store, before);
  return formats::Since{before, base::from_review_id(before).value_or(base::Time()), compare(earlier, review, false)};
}

// Reviews that were interrupted leave no gap in them: a report need not list every review for that.
std::vector<formats::QuotaCourse> quota_courses(store::Store& store, const Review& review, base::Time made) {
  if (review.document("quota") == nullptr) return {};
  std::vector<const components::Measure*> measures;
  for (const auto& row : model::quota_rows) {
    measures.push_back(&components::find_measure(fmt::format("quota.{}.percentage", row.key)));
  }
  store::Filter filter;
  filter.instance_arn = review.status.instance_arn;
  filter.from = made - furthest_course;
  filter.to = made + std::chrono::seconds(1);
  std::vector<formats::QuotaCourse> courses;
  for (auto& trend : trends(store, measures, filter)) {
    const auto at = std::size_t(std::ranges::find(measures, trend.measure) - measures.begin());
    const analysis::Point& last = trend.points.back();
    if (last.review_id == review.status.review_id && last.reading.value) {
      courses.push_back({&model::quota_rows[at], std::move(trend.points), std::move(trend.runway)});
    }
  }
  return courses;
}

}  // namespace

formats::Past past_of(store::Store& store, const Review& review) {
  formats::Past past;
  if (review.status.instance_arn.empty()) {
    past.not_known = "the review does not say of which instance it is";
    return past;
  }
  const base::Time made = base::from_review_id(review.status.review_id).value_or(base::Time());
  try {
    past.since = since(store, review, made);
    past.quotas = quota_courses(store, review, made);
  } catch (const base::Error& error) {
    past.not_known = error.what();
  }
  return past;
}

formats::Pasts pasts_of(store::Store& store, const Review& review) {
  return {{review.status.review_id, past_of(store, review)}};
}

}  // namespace app

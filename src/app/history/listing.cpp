#include "app/history/listing.hpp"

#include <nlohmann/json.hpp>

#include "app/stored.hpp"
#include "base/error.hpp"
#include "model/life.hpp"

namespace app {
namespace {

using nlohmann::json;

model::StatusDocument status_of(store::Store& store, const store::Summary& summary, base::Time now) {
  model::StatusDocument status;
  try {
    if (!summary.status.is_null()) status = current_state(store, model::status_from_json(summary.status), now);
  } catch (const base::Error& error) {
    status.message = error.what();
  }
  status.review_id = summary.review_id;
  return status;
}

}  // namespace

Listing list_reviews(store::Store& store, const store::Filter& filter, base::Time now) {
  store::ReviewPage page = store.reviews(filter);
  Listing listing{{}, std::move(page.next), std::move(page.broken)};
  for (const auto& summary : page.reviews) listing.reviews.push_back(status_of(store, summary, now));
  return listing;
}

json to_json(const Listing& listing) {
  json reviews = json::array();
  for (const auto& status : listing.reviews) {
    reviews.push_back({{"reviewId", status.review_id},
                       {"status", model::state_name(status)},
                       {"message", status.message},
                       {"instanceArn", status.instance_arn},
                       {"instanceAlias", status.instance_alias},
                       {"findings", status.findings},
                       {"reportsDue", status.reports_due}});
  }
  return {{"reviews", reviews}, {"next", listing.next.empty() ? json() : json(listing.next)}};
}

}  // namespace app

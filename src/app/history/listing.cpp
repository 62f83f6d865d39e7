#include "app/history/listing.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"

namespace app {
namespace {

using nlohmann::json;

model::StatusDocument status_of(const store::Summary& summary) {
  model::StatusDocument status;
  try {
    if (!summary.status.is_null()) status = model::status_from_json(summary.status);
  } catch (const base::Error& error) {
    status.message = error.what();
  }
  status.review_id = summary.review_id;
  return status;
}

}  // namespace

Listing list_reviews(store::Store& store, const store::Filter& filter) {
  store::ReviewPage page = store.reviews(filter);
  Listing listing{{}, std::move(page.next), std::move(page.broken)};
  for (const auto& summary : page.reviews) listing.reviews.push_back(status_of(summary));
  return listing;
}

json to_json(const Listing& listing) {
  json reviews = json::array();
  for (const auto& status : listing.reviews) {
    reviews.push_back({{"reviewId", status.review_id},
                       {"status", model::state_name(status)},
                       {"instanceArn", status.instance_arn},
                       {"instanceAlias", status.instance_alias},
                       {"findings", status.findings}});
  }
  return {{"reviews", reviews}, {"next", listing.next.empty() ? json() : json(listing.next)}};
}

}  // namespace app

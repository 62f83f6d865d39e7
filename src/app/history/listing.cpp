#include "app/history/listing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <set>

#include "app/stored.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "model/life.hpp"

namespace app {
namespace {

using nlohmann::json;

constexpr std::size_t newest_reviews = 200;  // that an instance's id or alias is looked for in

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

std::string stored_instance(store::Store& store, const std::string& name, base::Time now) {
  if (name.empty() || name.starts_with("arn:")) return name;
  store::Filter filter;
  filter.limit = newest_reviews;
  filter.to = latest_possible(now);
  std::set<std::string> arns;
  for (const auto& status : list_reviews(store, filter, now).reviews) {
    const bool is_named = status.instance_alias == name || status.instance_arn.ends_with("/" + name);
    if (is_named && !status.instance_arn.empty()) arns.insert(status.instance_arn);
  }
  if (arns.size() == 1) return *arns.begin();
  const std::string shown = base::printable(name, 120);
  if (arns.empty()) {
    throw base::Error(base::ErrorKind::not_found,
                      fmt::format("no stored review is of an instance '{}'; `connect-ops-review reviews` lists what "
                                  "there is",
                                  shown));
  }
  throw base::Error(base::ErrorKind::usage, fmt::format("several instances are called '{}'; give the ARN of one: {}",
                                                        shown, fmt::join(arns, ", ")));
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

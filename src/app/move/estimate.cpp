#include "app/move/estimate.hpp"

#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <numeric>

#include "app/move/each_review.hpp"
#include "aws/operations/dynamodb.hpp"
#include "aws/operations/s3.hpp"
#include "base/error.hpp"
#include "base/json/canonical.hpp"
#include "model/scene.hpp"

namespace app {
namespace {

using nlohmann::json;

constexpr double days_of_month = 365.25 / 12;
constexpr double gigabyte = 1024.0 * 1024 * 1024;  // as AWS bills it

// What one review asks its store for, beside writing each document and report once.
constexpr double status_rewrites = 1;    // STATUS is written when the review starts and when it ends
constexpr double times_read = 3;         // for its report, for the news of the next, and once by somebody
constexpr double lists = 6;              // three for what earlier reviews tell, one each time it is read
constexpr double earlier_statuses = 20;  // that are looked at: half for what was learned, half for what is new
constexpr double earlier_documents = 1;  // that is taken over: the carriers of the phone numbers
constexpr double months_of_course = 91 / days_of_month;  // over which a report shows how quotas went

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
constexpr std::int64_t write_unit = 1024, read_unit = 4096;
constexpr std::int64_t largest_item = std::int64_t{400} * 1024;
constexpr double item_overhead = 100;  // bytes of storage that are billed for each item
constexpr double copies = 2;           // the item, and its copy in the index

double units(std::int64_t bytes, std::int64_t unit) {
  const std::int64_t whole = bytes / unit;
  return double(bytes % unit == 0 ? whole : whole + 1);
}

double sum(const std::vector<std::int64_t>& sizes) {
  return std::accumulate(sizes.begin(), sizes.end(), 0.0,
                         [](double all, std::int64_t one) { return all + double(one); });
}

void add_prices(MonthlyCost& cost) {
  cost.storage_usd = cost.bucket_bytes / gigabyte * aws::s3::gb_month_price.usd +
                     cost.table_bytes / gigabyte * aws::dynamodb::gb_month_price.usd;
  cost.requests_usd = (cost.puts + cost.lists) * aws::s3::write_price.usd + cost.gets * aws::s3::read_price.usd +
                      cost.write_units * aws::dynamodb::write_unit_price.usd +
                      cost.read_units * aws::dynamodb::read_unit_price.usd;
}

MonthlyCost in_s3(const Sizes& sizes, double reviews_per_month, double kept) {
  const auto reviews = double(sizes.reviews);
  const double documents = double(sizes.documents.size()) / reviews, reports = double(sizes.reports.size()) / reviews;
  MonthlyCost cost{.backend = "s3"};
  cost.bucket_bytes = kept * sizes.bytes_per_review();
  cost.puts = reviews_per_month * (documents + status_rewrites + reports);
  const double course = reviews_per_month * months_of_course;  // documents of quotas
  cost.gets = reviews_per_month * (times_read * documents + reports + earlier_statuses + earlier_documents + course);
  cost.lists = reviews_per_month * lists;
  add_prices(cost);
  return cost;
}

MonthlyCost in_dynamodb(const Sizes& sizes, double reviews_per_month, double kept) {
  const auto reviews = double(sizes.reviews);
  const double per_month = reviews_per_month / reviews, kept_each = kept / reviews;
  MonthlyCost cost{.backend = "dynamodb"};
  double items = 0, in_table = 0, overflow = 0;
  for (const std::int64_t bytes : sizes.documents) {
    const bool fits = bytes <= largest_item;
    items += 1;
    in_table += fits ? double(bytes) : 0;
    overflow += fits ? 0 : 1;
    cost.bucket_bytes += fits ? 0 : kept_each * double(bytes);
    cost.write_units += per_month * copies * units(fits ? bytes : 1, write_unit);
  }
  const double average = in_table / items, course = reviews_per_month * months_of_course;
  cost.write_units += reviews_per_month * status_rewrites * copies;
  cost.read_units =
      per_month * reviews * times_read * units(std::int64_t(in_table / reviews), read_unit) +
      reviews_per_month * (earlier_statuses + (earlier_documents + course) * units(std::int64_t(average), read_unit));
  cost.table_bytes = kept_each * copies * (in_table + items * item_overhead);
  cost.bucket_bytes += kept_each * sum(sizes.reports);
  cost.puts = per_month * (double(sizes.reports.size()) + overflow);
  cost.gets = per_month * (double(sizes.reports.size()) + times_read * overflow);
  add_prices(cost);
  return cost;
}

double rounded(double value, double scale) {
  return std::round(value * scale) / scale;
}

json to_json(const MonthlyCost& cost) {
  return {{"backend", cost.backend},
          {"tableBytes", std::llround(cost.table_bytes)},
          {"bucketBytes", std::llround(cost.bucket_bytes)},
          {"s3Puts", rounded(cost.puts, 100)},
          {"s3Gets", rounded(cost.gets, 100)},
          {"s3Lists", rounded(cost.lists, 100)},
          {"writeUnits", rounded(cost.write_units, 100)},
          {"readUnits", rounded(cost.read_units, 100)},
          {"storageUsd", rounded(cost.storage_usd, 1e6)},
          {"requestsUsd", rounded(cost.requests_usd, 1e6)},
          {"usd", rounded(cost.usd(), 1e6)}};
}

}  // namespace

double Sizes::bytes_per_review() const {
  return reviews == 0 ? 0 : (sum(documents) + sum(reports)) / double(reviews);
}

std::optional<Sizes> measured_sizes(store::Store& store, std::size_t most) {
  store::Filter filter;
  filter.limit = most;
  Sizes sizes;
  for (const auto& review : store.reviews(filter).reviews) {
    const auto items = store.load(review.review_id).items;
    if (items.empty()) continue;
    ++sizes.reviews;
    for (const auto& item : items) sizes.documents.push_back(std::int64_t(base::canonical(item.body).size()));
    for (const File& file : files_of(store, review.review_id)) {
      sizes.reports.push_back(std::int64_t(file.bytes.size()));
    }
  }
  if (sizes.reviews == 0) return std::nullopt;
  sizes.source = sizes.reviews == 1 ? "the stored review" : fmt::format("the {} newest stored reviews", sizes.reviews);
  return sizes;
}

Sizes sample_sizes() {
  return {1,
          {2'162, 5'886, 8'047, 11'312, 13'142, 13'368, 13'534, 13'626, 15'606, 22'040, 22'697, 39'144, 39'640, 51'999,
           148'179, 180'905},
          {656'056, 48'367, 490'840},
          "the sample, a middling instance of 70 queues and 74 flows"};
}

Sizes scaled_to(Sizes sizes, double bytes_per_review) {
  const double factor = bytes_per_review / sizes.bytes_per_review();
  for (auto* list : {&sizes.documents, &sizes.reports}) {
    for (auto& bytes : *list) bytes = std::llround(double(bytes) * factor);
  }
  return sizes;
}

std::vector<MonthlyCost> estimate(const Sizes& sizes, double reviews_per_month, int retention_days) {
  if (sizes.reviews == 0 || sizes.documents.empty()) {
    throw base::Error(base::ErrorKind::usage, "there are no reviews whose sizes an estimate could start from");
  }
  const double kept = reviews_per_month * retention_days / days_of_month;
  return {in_s3(sizes, reviews_per_month, kept), in_dynamodb(sizes, reviews_per_month, kept)};
}

json to_json(const Sizes& sizes, double reviews_per_month, int retention_days, const std::vector<MonthlyCost>& costs) {
  json months = json::array();
  for (const MonthlyCost& cost : costs) months.push_back(to_json(cost));
  return {{"reviewsPerMonth", reviews_per_month},
          {"bytesPerReview", std::llround(sizes.bytes_per_review())},
          {"documentsPerReview", double(sizes.documents.size()) / double(sizes.reviews)},
          {"sizesFrom", sizes.source},
          {"retentionDays", retention_days},
          {"costs", months}};
}

}  // namespace app

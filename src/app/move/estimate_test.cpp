#include "app/move/estimate.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "aws/operations/dynamodb.hpp"
#include "aws/operations/s3.hpp"
#include "base/error.hpp"
#include "components/component.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/replayed_review.hpp"
#include "store/memory.hpp"

namespace {

using app::MonthlyCost;
using app::Sizes;

constexpr double kept = 90 / (365.25 / 12);  // reviews, when there is one a month
constexpr double months = 91 / (365.25 / 12);

// One review of a small and a large document and a report.
Sizes sizes() {
  return {1, {100, 10'000}, {1'000'000}, "made up"};
}

TEST(Estimate, CountsRequestsAndBytesInABucket) {
  const MonthlyCost cost = app::estimate(sizes(), 1, 90)[0];
  EXPECT_EQ(cost.backend, "s3");
  EXPECT_DOUBLE_EQ(cost.puts, 2 + 1 + 1);  // documents, STATUS again, report
  // Read three times, the report, earlier STATUS, carriers, and quotas over 91 days.
  EXPECT_DOUBLE_EQ(cost.gets, 3 * 2 + 1 + 20 + 1 + months);
  EXPECT_DOUBLE_EQ(cost.lists, 6);
  EXPECT_DOUBLE_EQ(cost.bucket_bytes, kept * 1'010'100);
  EXPECT_EQ(cost.table_bytes, 0);
  EXPECT_EQ(cost.write_units, 0);
  const double storage = kept * 1'010'100 / (1024.0 * 1024 * 1024) * 0.023;
  EXPECT_NEAR(cost.usd(), storage + 10 * 0.005 / 1000 + (28 + months) * 0.0004 / 1000, 1e-12);
}

TEST(Estimate, CountsUnitsAndTheIndexOfATable) {
  const MonthlyCost cost = app::estimate(sizes(), 1, 90)[1];
  EXPECT_EQ(cost.backend, "dynamodb");
  EXPECT_DOUBLE_EQ(cost.write_units, 2 * (1 + 10) + 2);  // 100 B and 10,000 B in units of 1 KB, the STATUS again
  // 10,100 B three times, twenty STATUS, an average document of carriers and those of quotas.
  EXPECT_DOUBLE_EQ(cost.read_units, 3 * 3 + 20 + 2 + 2 * months);
  EXPECT_DOUBLE_EQ(cost.table_bytes, kept * 2 * (10'100 + 200));
  EXPECT_DOUBLE_EQ(cost.bucket_bytes, kept * 1'000'000);  // reports stay in a bucket
  EXPECT_DOUBLE_EQ(cost.puts, 1);
}

TEST(Estimate, DocumentsThatAreTooLargeForATableAreInTheBucket) {
  const Sizes large{1, {100, 400 * 1024 + 1}, {}, ""};
  const MonthlyCost cost = app::estimate(large, 1, 90)[1];
  EXPECT_DOUBLE_EQ(cost.write_units, 2 * (1 + 1) + 2);
  EXPECT_DOUBLE_EQ(cost.puts, 1);
  EXPECT_DOUBLE_EQ(cost.gets, 3);
  EXPECT_DOUBLE_EQ(cost.bucket_bytes, kept * (400 * 1024 + 1));
}

// Requests grow faster than the reviews: each looks back over those of 91 days.
TEST(Estimate, GrowsWithTheReviews) {
  const auto one = app::estimate(sizes(), 1, 90), hundred = app::estimate(sizes(), 100, 90);
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_NEAR(hundred[i].storage_usd, 100 * one[i].storage_usd, 1e-9);
    EXPECT_GT(hundred[i].usd(), 100 * one[i].usd());
    EXPECT_LT(hundred[i].usd(), 300 * one[i].usd());
  }
}

TEST(Estimate, NeedsSomethingToStartFrom) {
  EXPECT_THROW(app::estimate({}, 1, 90), base::Error);
}

TEST(Sizes, ScaleToWhatIsAskedFor) {
  const Sizes scaled = app::scaled_to(sizes(), 2'020'200);
  EXPECT_THAT(scaled.documents, testing::ElementsAre(200, 20'000));
  EXPECT_DOUBLE_EQ(scaled.bytes_per_review(), 2'020'200);
}

TEST(Sizes, AreThoseOfTheStoredReviews) {
  fakes::ManualClock clock;
  store::MemoryStore store(clock);
  EXPECT_EQ(app::measured_sizes(store, 20), std::nullopt);
  const auto outcome = fakes::review({}, store, clock);
  store.put_file(outcome.review_id, "connect-ops-review-" + outcome.review_id + ".html", std::string(1000, 'x'),
                 "text/html");
  const auto measured = app::measured_sizes(store, 20);
  ASSERT_TRUE(measured);
  EXPECT_EQ(measured->reviews, 1);
  EXPECT_EQ(measured->documents.size(), components::table().size() + 1);
  // And what is kept of the flows, which is near that of the sample.
  EXPECT_THAT(measured->reports,
              testing::ElementsAre(1000, testing::AllOf(testing::Gt(app::sample_sizes().reports[1] * 9 / 10),
                                                        testing::Lt(app::sample_sizes().reports[1] * 11 / 10))));
  // The sample's sizes are written down in the source: they have to stay near what it makes.
  double sample = 0, now = 0;
  for (const auto bytes : app::sample_sizes().documents) sample += double(bytes);
  for (const auto bytes : measured->documents) now += double(bytes);
  EXPECT_NEAR(sample / now, 1, 0.1);
}

TEST(Prices, OfStoresAreThoseOfTheirPages) {
  EXPECT_DOUBLE_EQ(aws::s3::gb_month_price.usd, 0.023);
  EXPECT_DOUBLE_EQ(aws::s3::write_price.usd * 1000, 0.005);
  EXPECT_DOUBLE_EQ(aws::s3::read_price.usd * 1000, 0.0004);
  EXPECT_DOUBLE_EQ(aws::dynamodb::write_unit_price.usd * 1e6, 0.625);
  EXPECT_DOUBLE_EQ(aws::dynamodb::read_unit_price.usd * 1e6, 0.125);
  EXPECT_DOUBLE_EQ(aws::dynamodb::gb_month_price.usd, 0.25);
}

TEST(Estimate, IsToldAsJsonInWholeBytesAndMillionths) {
  const auto out = app::to_json(sizes(), 4, 90, app::estimate(sizes(), 4, 90));
  EXPECT_EQ(out["reviewsPerMonth"], 4);
  EXPECT_EQ(out["bytesPerReview"], 1'010'100);
  EXPECT_EQ(out["documentsPerReview"], 2);
  EXPECT_EQ(out["sizesFrom"], "made up");
  EXPECT_EQ(out["costs"][0]["backend"], "s3");
  EXPECT_EQ(out["costs"][1]["backend"], "dynamodb");
  for (const auto& cost : out["costs"]) {
    EXPECT_TRUE(cost["bucketBytes"].is_number_integer());
    EXPECT_NEAR(cost["usd"], cost["storageUsd"].get<double>() + cost["requestsUsd"].get<double>(), 1e-6);
  }
}

}  // namespace

// What keeping reviews costs a month in each of AWS's stores: bytes, requests and dollars, from the sizes of reviews
// and AWS's list prices. Pure, apart from measuring stored reviews; any thread.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "store/store.hpp"

namespace app {

// The sizes of what some reviews keep, in bytes of JSON and of report files.
struct Sizes {
  std::int64_t reviews = 0;             // that were measured
  std::vector<std::int64_t> documents;  // of all of them, STATUS included
  std::vector<std::int64_t> reports;
  std::string source;  // for people: where the sizes are from

  double bytes_per_review() const;
};

// Of the newest `most` reviews in the store. Nothing when there is none.
std::optional<Sizes> measured_sizes(store::Store& store, std::size_t most);

// Of the review of samples/harbour: a middling instance of 70 queues and 74 flows.
Sizes sample_sizes();

// The same shares of documents and reports, but so many bytes in all.
Sizes scaled_to(Sizes sizes, double bytes_per_review);

// A month of one store, once as many reviews come as go. Reports, and documents that are too large for a table, are in
// a bucket with DynamoDB as well.
struct MonthlyCost {
  std::string backend;
  double table_bytes = 0;
  double bucket_bytes = 0;
  double puts = 0, gets = 0, lists = 0;      // requests to S3
  double write_units = 0, read_units = 0;    // of DynamoDB
  double storage_usd = 0, requests_usd = 0;  // list prices, before any free tier

  double usd() const { return storage_usd + requests_usd; }
};

// For s3 and dynamodb, in this order. Throws base::Error(usage) when there is nothing to estimate from.
std::vector<MonthlyCost> estimate(const Sizes& sizes, double reviews_per_month, int retention_days);

// As `storage estimate --json` prints it.
nlohmann::json to_json(const Sizes& sizes, double reviews_per_month, int retention_days,
                       const std::vector<MonthlyCost>& costs);

}  // namespace app
